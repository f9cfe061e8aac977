package dev.tally.dialect;

import dev.tally.http.CommonFailuresFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document with what {@link DialectRouting} does: a dialect's operation is also served at the path at
 * which its own clients know it.
 *
 * <p>At the clients' path the operation keeps the id of its contract; below the base path the id has the dialect's name in
 * front. Where dialects share a path, any of their answers can come.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = CommonFailuresFilter.PRIORITY + 1)
public class SeedPathsFilter implements OASFilter {
    /** Everything below a first segment that is no version is below a dialect's base path. */
    private static final Pattern BELOW_BASE_PATH = Pattern.compile("/(?!v\\d+/)([a-z]+)(/.+)");

    private static final Map<String, String> FAILURES_OF_SUMMARIES = Map.of(
            "422", "The costs cannot be converted to this API's currency, or the answer would have too many parts",
            "429", "Too Many Requests",
            "500", "Internal server error");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, PathItem> seedPaths = new TreeMap<>();
        eachBelowBasePath(document, (path, item) -> {
            addFailures(item.getGET());
            seedPaths.merge(path.group(2), copy(item), SeedPathsFilter::either);
        });
        eachBelowBasePath(document, (path, item) -> {
            Operation operation = item.getGET();
            operation.setOperationId(path.group(1) + "-" + operation.getOperationId());
        });
        seedPaths.forEach(document.getPaths()::addPathItem);
    }

    private static void eachBelowBasePath(OpenAPI document, BiConsumer<Matcher, PathItem> action) {
        new TreeMap<>(document.getPaths().getPathItems()).descendingMap().forEach((path, item) -> {
            Matcher matcher = BELOW_BASE_PATH.matcher(path);
            if (matcher.matches()) {
                action.accept(matcher, item);
            }
        });
    }

    private static void addFailures(Operation operation) {
        Content content = operation.getResponses().getAPIResponse("401").getContent();
        FAILURES_OF_SUMMARIES.forEach((status, description) -> {
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation
                        .getResponses()
                        .addAPIResponse(
                                status,
                                OASFactory.createAPIResponse()
                                        .description(description)
                                        .content(content));
            }
        });
    }

    private static PathItem copy(PathItem item) {
        Operation original = item.getGET();
        Operation copy = OASFactory.createOperation()
                .operationId(original.getOperationId())
                .summary(original.getSummary())
                .description(original.getDescription())
                .tags(original.getTags())
                .parameters(original.getParameters());
        copy.setResponses(OASFactory.createAPIResponses());
        original.getResponses().getAPIResponses().forEach(copy.getResponses()::addAPIResponse);
        return OASFactory.createPathItem().GET(copy).parameters(item.getParameters());
    }

    /** A path that two dialects share: the first one's operation, with the other's parameters and answers as well. */
    private static PathItem either(PathItem first, PathItem other) {
        Operation operation = first.getGET();
        Operation more = other.getGET();
        operation.setTags(Stream.concat(operation.getTags().stream(), more.getTags().stream())
                .toList());
        operation.setDescription("Which of them answers is the account's setting `dialect`, else the service's.");
        operation.setParameters(
                Stream.concat(parameters(operation), parameters(more)).collect(Collectors.toList()));
        more.getResponses().getAPIResponses().forEach((status, response) -> {
            APIResponse known = operation.getResponses().getAPIResponse(status);
            operation.getResponses().addAPIResponse(status, known == null ? response : either(known, response));
        });
        return first;
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? Stream.of() : operation.getParameters().stream();
    }

    private static APIResponse either(APIResponse one, APIResponse other) {
        if (one.getContent() == null) {
            return one;
        }
        Content content = OASFactory.createContent();
        one.getContent().getMediaTypes().forEach((type, media) -> {
            List<Schema> schemas = Stream.of(one, other)
                    .map(response -> response.getContent().getMediaType(type))
                    .filter(present -> present != null)
                    .map(present -> present.getSchema())
                    .toList();
            content.addMediaType(
                    type,
                    OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().oneOf(schemas)));
        });
        return OASFactory.createAPIResponse()
                .description(one.getDescription())
                .headers(one.getHeaders())
                .content(content);
    }
}
