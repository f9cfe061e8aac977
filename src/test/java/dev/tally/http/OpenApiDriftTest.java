package dev.tally.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document that the service serves, and the copy of it that people read in the project. {@code make openapi}
 * takes the copy anew.
 */
@QuarkusTest
class OpenApiDriftTest {
    private static final Path COPY = Path.of("src", "docs", "openapi.yaml");
    private static final String REFRESH = "openapi.write";

    @Test
    void theCopyInTheProjectIsWhatTheServiceServes() throws IOException {
        String served =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        if (Boolean.getBoolean(REFRESH)) {
            Files.createDirectories(COPY.getParent());
            Files.writeString(COPY, served);
        }

        assertEquals(
                Files.readString(COPY),
                served,
                "the API has changed: run `make openapi`, look at what changed in " + COPY + ", and commit it");
    }
}
