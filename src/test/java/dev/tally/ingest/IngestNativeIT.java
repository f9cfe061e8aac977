package dev.tally.ingest;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of ingest once more, against the native executable. */
class IngestNativeIT {
    @QuarkusIntegrationTest
    static class CommittedMeanwhile extends CommittedMeanwhileTest {}

    @QuarkusIntegrationTest
    static class Currency extends CurrencyTest {}

    @QuarkusIntegrationTest
    static class Deduplication extends DeduplicationTest {}

    @QuarkusIntegrationTest
    static class Events extends EventsTest {}

    @QuarkusIntegrationTest
    static class Limits extends LimitsTest {}

    @QuarkusIntegrationTest
    static class NdjsonStream extends NdjsonStreamTest {}

    @QuarkusIntegrationTest
    static class UnitsOfWork extends UnitsOfWorkTest {}
}
