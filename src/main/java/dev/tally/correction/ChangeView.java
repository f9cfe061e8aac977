package dev.tally.correction;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change of an event. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "EventChange")
public record ChangeView(
        @Schema(
                required = true,
                enumeration = {"void", "correct"})
        String action,

        @Schema(required = true) Instant changedAt,

        @Schema(
                required = true,
                description = "What the change was made with: the key of the service's administrator, a key of the"
                        + " account, or a JSON Web Token.",
                enumeration = {"administrator", "key", "token"})
        String caller,

        @Schema(required = true, nullable = true, description = "The account's key that was used.")
        UUID keyId,

        @Schema(required = true, nullable = true, description = "The person's, where the credential says who that is.")
        String email,

        @JsonRawValue @Schema(required = true, type = SchemaType.OBJECT, description = "The event as it was stored.")
        String before,

        @JsonRawValue
        @Schema(
                required = true,
                nullable = true,
                type = SchemaType.OBJECT,
                description = "The event as it is stored since; null where it was voided.")
        String after) {

    static ChangeView of(EventChange change) {
        return new ChangeView(
                written(change.action()),
                change.at(),
                written(change.author().kind()),
                change.author().keyId().orElse(null),
                change.author().email().orElse(null),
                change.before(),
                change.after().orElse(null));
    }

    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
