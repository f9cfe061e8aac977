package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.access.KeySecret;
import dev.tally.http.FailureException;
import dev.tally.model.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An API key to be made.
 *
 * @param email whose personal key it is to be; null for a key of the account as a whole
 * @param expiresAt a date-time, or a date through whose end the key is good; null for a key without an end
 * @param secret one that clients have already; null to have one generated
 */
@JsonNaming(SnakeCaseStrategy.class)
public record NewKey(
        @Schema(required = true, examples = "Production") String name,

        @Schema(required = true, minItems = 1, examples = "[\"ingest\"]")
        List<String> scopes,

        String email,
        @Schema(examples = "2027-01-01T00:00:00Z") String expiresAt,
        @Schema(minLength = 16, maxLength = 512) String secret) {

    public NewKey {
        name = Fields.text("name", Fields.required("name", name));
        scopes(Fields.required("scopes", scopes));
        email = email == null ? null : Fields.email("email", email);
        Fields.end("expires_at", expiresAt);
        if (secret != null) {
            KeySecret.imported(secret);
        }
    }

    Set<Scope> wantedScopes() {
        return scopes(scopes);
    }

    /** @throws FailureException when it would have expired already */
    Optional<Instant> expiry(Instant now) {
        Optional<Instant> expiry = Fields.end("expires_at", expiresAt);
        if (expiry.filter(end -> !end.isAfter(now)).isPresent()) {
            throw FailureException.invalid("expires_at", "'expires_at' must be in the future");
        }
        return expiry;
    }

    KeySecret keySecret() {
        return secret == null ? KeySecret.generated() : KeySecret.imported(secret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewKey[" + name + "]";
    }

    private static Set<Scope> scopes(List<String> names) {
        if (names.isEmpty()) {
            throw FailureException.invalid("scopes", "'scopes' must name at least one scope");
        }
        return names.stream()
                .map(name -> Fields.constant("scopes", Scope.class, name))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
