package dev.tally.correction;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of corrections once more, against the native executable. */
class CorrectionNativeIT {
    @QuarkusIntegrationTest
    static class Correction extends CorrectionTest {}

    @QuarkusIntegrationTest
    static class CorrectionRace extends CorrectionRaceTest {}
}
