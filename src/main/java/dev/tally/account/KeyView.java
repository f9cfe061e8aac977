package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.model.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An API key, without its secret.
 *
 * @param prefix the first characters of the secret
 * @param lastUsedAt to the minute
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ApiKey")
public record KeyView(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(required = true) String prefix,
        @Schema(required = true) List<String> scopes,
        @Schema(required = true, nullable = true) String email,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true, nullable = true) Instant expiresAt,
        @Schema(required = true, nullable = true) Instant lastUsedAt) {

    static KeyView of(ApiKeyEntity key) {
        return new KeyView(
                key.id,
                key.name,
                key.prefix,
                Stream.of(key.scopes)
                        .map(scope -> Fields.written(Scope.valueOf(scope)))
                        .toList(),
                key.email,
                key.createdAt,
                key.expiresAt,
                key.lastUsedAt);
    }
}
