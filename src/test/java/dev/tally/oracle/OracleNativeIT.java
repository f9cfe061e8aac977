package dev.tally.oracle;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of the oracle once more, against the native executable. */
class OracleNativeIT {
    @QuarkusIntegrationTest
    static class Oracle extends OracleTest {}
}
