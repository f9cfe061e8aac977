package dev.tally.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Describes times, dates and UUIDs in the OpenAPI document where they are used: as schemas of their own, which is what they
 * are at first, they become classes in the clients that people generate.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PlainValuesFilter implements OASFilter {
    private static final String SCHEMAS = "#/components/schemas/";

    private static final Map<String, String> FORMATS =
            Map.of("Instant", "date-time", "LocalDate", "date", "UUID", "uuid");

    @Override
    public Schema filterSchema(Schema schema) {
        format(schema).ifPresent(format -> {
            schema.setRef(null);
            schema.setAnyOf(null);
            schema.setFormat(format);
            if (schema.getType() == null) {
                schema.setType(List.of(SchemaType.STRING));
            }
        });
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        FORMATS.keySet().forEach(document.getComponents()::removeSchema);
    }

    /** A value that can be null has its schema as one of two choices, which come here before it. */
    private static Optional<String> format(Schema schema) {
        Stream<Schema> choices = schema.getAnyOf() == null ? Stream.of() : schema.getAnyOf().stream();
        return Stream.concat(
                        Stream.ofNullable(schema.getRef())
                                .map(reference -> FORMATS.getOrDefault(reference.replace(SCHEMAS, ""), "")),
                        choices.map(Schema::getFormat).filter(Objects::nonNull))
                .filter(FORMATS::containsValue)
                .findFirst();
    }
}
