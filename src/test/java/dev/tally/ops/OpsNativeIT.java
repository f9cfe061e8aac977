package dev.tally.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of operation once more, against the native executable. */
class OpsNativeIT {
    @QuarkusIntegrationTest
    static class Health extends HealthTest {}

    @QuarkusIntegrationTest
    static class Metrics extends MetricsTest {}
}
