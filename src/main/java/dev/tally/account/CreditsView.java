package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.http.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account's credits.
 *
 * @param grants the latest {@value CreditGrants#MOST_SHOWN} grants, the latest first
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Credits")
public record CreditsView(
        @Schema(required = true) BigDecimal issued,
        @Schema(required = true) BigDecimal used,
        @Schema(required = true) BigDecimal available,
        @Schema(required = true, nullable = true) Instant expiresAt,
        @Schema(required = true) boolean expired,
        @Schema(required = true, nullable = true) Instant lastResetAt,
        @Schema(required = true) List<GrantView> grants) {

    static CreditsView of(Credits credits, List<CreditGrantEntity> grants) {
        return new CreditsView(
                Decimals.plain(credits.issued()),
                Decimals.plain(credits.used()),
                Decimals.plain(credits.available()),
                credits.expiresAt().orElse(null),
                credits.expired(),
                credits.lastReset().orElse(null),
                grants.stream().map(GrantView::of).toList());
    }
}
