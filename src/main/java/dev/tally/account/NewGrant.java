package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Credits to be granted.
 *
 * @param expiresAt a date-time, or a date through whose end the grant is good; null for a grant without an end
 */
@JsonNaming(SnakeCaseStrategy.class)
public record NewGrant(
        @Schema(required = true, examples = "1000", exclusiveMinimum = true, minimum = "0")
        BigDecimal amount,

        @Schema(examples = "2027-01-01T00:00:00Z") String expiresAt,
        String note) {

    public NewGrant {
        Fields.positive("amount", Fields.required("amount", amount));
        Fields.end("expires_at", expiresAt);
        note = note == null ? null : Fields.text("note", note);
    }

    Optional<Instant> expiry() {
        return Fields.end("expires_at", expiresAt);
    }
}
