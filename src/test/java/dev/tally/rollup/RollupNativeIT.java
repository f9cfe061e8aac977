package dev.tally.rollup;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of rolling once more, against the native executable. */
class RollupNativeIT {
    @QuarkusIntegrationTest
    static class RolledUnits extends RolledUnitsTest {}

    @QuarkusIntegrationTest
    static class Roller extends RollerTest {}
}
