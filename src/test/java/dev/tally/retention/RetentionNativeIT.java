package dev.tally.retention;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of retention once more, against the native executable. */
class RetentionNativeIT {
    @QuarkusIntegrationTest
    static class Retention extends RetentionTest {}
}
