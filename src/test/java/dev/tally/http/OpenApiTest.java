package dev.tally.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every operation in the OpenAPI document that the service serves. */
@QuarkusTest
class OpenApiTest {
    private JsonNode document;
    private List<JsonNode> operations;

    @BeforeEach
    void readTheDocument() throws JsonProcessingException {
        document = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        operations = children(document.get("paths"))
                .flatMap(OpenApiTest::children)
                .filter(operation -> operation.has("responses"))
                .toList();
    }

    @Test
    void everyOperationHasAnIdOfItsOwn() {
        List<String> ids = operations.stream()
                .map(operation -> operation.path("operationId").asText())
                .toList();

        assertEquals(operations.size(), new TreeSet<>(ids).size(), ids::toString);
        assertTrue(ids.stream().noneMatch(String::isBlank), ids::toString);
    }

    @Test
    void everyOperationSaysHowItSucceedsAndHowItRefuses() {
        operations.forEach(operation -> {
            Set<String> statuses = new TreeSet<>();
            operation.get("responses").fieldNames().forEachRemaining(statuses::add);

            assertTrue(statuses.containsAll(Set.of("401", "403", "500")), operation::toPrettyString);
            assertTrue(statuses.stream().anyMatch(status -> status.startsWith("2")), operation::toPrettyString);
        });
    }

    @Test
    void everyAnswerWithABodyHasASchema() {
        List<JsonNode> bare = operations.stream()
                .flatMap(operation -> operation.get("responses").properties().stream())
                .filter(answer -> !Set.of("204", "304").contains(answer.getKey()))
                .map(answer -> resolved(answer.getValue()))
                .filter(answer -> children(answer.path("content")).findAny().isEmpty()
                        || children(answer.get("content")).anyMatch(content -> !content.has("schema")))
                .toList();

        assertEquals(List.of(), bare);
    }

    @Test
    void whereDialectsShareAPathEveryAnswerCanBeEithers() {
        JsonNode answers = document.at("/paths/~1api~1v1~1usage~1summary/get/responses");

        answers.properties().stream()
                .filter(answer -> !answer.getKey().equals("304"))
                .map(answer -> answer.getValue())
                .forEach(answer -> assertEquals(
                        2, answer.at("/content/application~1json/schema/oneOf").size(), answer::toPrettyString));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsReferredTo() {
        Set<String> schemas = new TreeSet<>();
        document.at("/components/schemas").fieldNames().forEachRemaining(schemas::add);

        Set<String> referredTo = new TreeSet<>();
        document.findValuesAsText("$ref").forEach(reference -> {
            assertTrue(!document.at(reference.substring(1)).isMissingNode(), reference);
            if (reference.startsWith("#/components/schemas/")) {
                referredTo.add(reference.substring("#/components/schemas/".length()));
            }
        });

        assertEquals(schemas, referredTo);
    }

    @Test
    void noSchemaHasTheNameOfAClassThatClientsDoNotKnow() {
        document.at("/components/schemas")
                .fieldNames()
                .forEachRemaining(name -> assertTrue(
                        name.matches(
                                "(?!Instant|LocalDate|UUID|Uni[A-Z]|Multi[A-Z]|Optional|RestResponse)[A-Z][A-Za-z]*(?<!View|Entity|[0-9])"),
                        name));
    }

    @Test
    void theDocumentDoesNotSayWhereTheServiceIs() {
        assertTrue(document.path("servers").isMissingNode(), document.path("servers")::toString);
    }

    @Test
    void eitherKindOfCredentialServes() {
        List<String> schemes = new ArrayList<>();
        document.get("security").forEach(requirement -> requirement.fieldNames().forEachRemaining(schemes::add));

        assertEquals(List.of("bearerAuth", "apiKey"), schemes);
        assertEquals(
                "bearer",
                document.at("/components/securitySchemes/bearerAuth/scheme").asText());
        assertEquals(
                "X-Api-Key",
                document.at("/components/securitySchemes/apiKey/name").asText());
    }

    @Test
    void aPageToTryTheApiIsServed() {
        given().get("/q/swagger-ui/").then().statusCode(200).contentType("text/html");
    }

    private JsonNode resolved(JsonNode answer) {
        return answer.has("$ref") ? document.at(answer.get("$ref").asText().substring(1)) : answer;
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return node.properties().stream().map(child -> child.getValue());
    }
}
