package dev.tally.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The tests of the API's description once more, against the native executable. */
class HttpNativeIT {
    @QuarkusIntegrationTest
    static class OpenApi extends OpenApiTest {}

    @QuarkusIntegrationTest
    static class OpenApiDrift extends OpenApiDriftTest {}
}
