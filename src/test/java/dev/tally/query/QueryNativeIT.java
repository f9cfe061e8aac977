package dev.tally.query;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of queries once more, against the native executable. */
class QueryNativeIT {
    @QuarkusIntegrationTest
    static class QueryLimits extends QueryLimitsTest {}
}
