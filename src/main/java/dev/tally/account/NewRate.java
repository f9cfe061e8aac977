package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a unit of one currency is worth in another, from some time on.
 *
 * @param effectiveFrom a date or date-time, UTC; null for {@link #EVER}, so that one rate is enough to begin with and
 *     events of any age can be recorded
 */
@JsonNaming(SnakeCaseStrategy.class)
public record NewRate(
        @Schema(required = true, examples = "1.0834", exclusiveMinimum = true, minimum = "0")
        BigDecimal rate,

        @Schema(examples = "2026-11-01", defaultValue = "1970-01-01T00:00:00Z")
        String effectiveFrom) {
    static final Instant EVER = Instant.EPOCH;

    public NewRate {
        Fields.positive("rate", Fields.required("rate", rate));
        if (effectiveFrom != null) {
            Fields.start("effective_from", effectiveFrom);
        }
    }

    Instant start() {
        return effectiveFrom == null ? EVER : Fields.start("effective_from", effectiveFrom);
    }
}
