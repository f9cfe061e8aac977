package dev.tally.dialect;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of what all dialects share once more, against the native executable. */
class DialectNativeIT {
    @QuarkusIntegrationTest
    static class AnswersInMemory extends AnswersInMemoryTest {}

    @QuarkusIntegrationTest
    static class ConditionalRequest extends ConditionalRequestTest {}

    @QuarkusIntegrationTest
    static class GzippedAnswers extends GzippedAnswersTest {}

    @QuarkusIntegrationTest
    static class NoMemory extends NoMemoryTest {}

    @QuarkusIntegrationTest
    static class RepeatedRequests extends RepeatedRequestsTest {}

    @QuarkusIntegrationTest
    static class SummaryTag extends SummaryTagTest {}
}
