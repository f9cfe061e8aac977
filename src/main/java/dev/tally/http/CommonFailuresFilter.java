package dev.tally.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the OpenAPI document with the failures in which any operation can end, each in the format in which the operation
 * refuses strangers, and puts the answers of each operation in the order of their statuses.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = CommonFailuresFilter.PRIORITY)
public class CommonFailuresFilter implements OASFilter {
    /** After the filters that add operations, which have greater numbers. */
    public static final int PRIORITY = 1;

    private static final String UNAVAILABLE = "503";

    private static final Map<String, String> OF_ANY = Map.of(
            "404",
            "There is nothing at this path, or no account as the administrator named it in X-Tally-Account",
            "406",
            "The answer is not to be had in this media type",
            "429",
            "Too many requests, or too many bad credentials; Retry-After says after how many seconds to come back",
            "500",
            "An unexpected error",
            UNAVAILABLE,
            "The service or its database is starting, stopping, away or too busy; send the same again later");

    private static final Map<String, String> OF_BODIES =
            Map.of("413", "The body is too large", "415", "The body is in another media type or encoding");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(operation -> complete(operation, refusal(document, operation)));
    }

    private static void complete(Operation operation, Content refusal) {
        Map<String, APIResponse> answers =
                new TreeMap<>(operation.getResponses().getAPIResponses());
        OF_ANY.forEach((status, meaning) -> answers.putIfAbsent(status, answer(meaning)));
        answers.computeIfPresent(UNAVAILABLE, (status, answer) -> saysWhen(answer));
        if (operation.getRequestBody() != null) {
            OF_BODIES.forEach((status, meaning) -> answers.putIfAbsent(status, answer(meaning)));
        }
        APIResponses ordered = OASFactory.createAPIResponses();
        answers.forEach((status, answer) -> {
            boolean bare = answer.getRef() == null && answer.getContent() == null;
            if (bare && status.compareTo("400") >= 0) {
                answer.setContent(refusal);
            }
            ordered.addAPIResponse(status, answer);
        });
        operation.setResponses(ordered);
    }

    private static APIResponse saysWhen(APIResponse unavailable) {
        return unavailable.addHeader(
                HttpHeaders.RETRY_AFTER,
                OASFactory.createHeader()
                        .description("After how many seconds")
                        .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
    }

    private static APIResponse answer(String meaning) {
        return OASFactory.createAPIResponse().description(meaning);
    }

    private static Content refusal(OpenAPI document, Operation operation) {
        APIResponse refusal = operation.getResponses().getAPIResponse("401");
        if (refusal.getRef() == null) {
            return refusal.getContent();
        }
        String name = refusal.getRef().substring(refusal.getRef().lastIndexOf('/') + 1);
        return document.getComponents().getResponses().get(name).getContent();
    }
}
