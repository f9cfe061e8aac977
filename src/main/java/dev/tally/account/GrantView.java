package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.http.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Credits that were granted. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "CreditGrant")
public record GrantView(
        @Schema(required = true) UUID id,
        @Schema(required = true) BigDecimal amount,
        @Schema(required = true, nullable = true) Instant expiresAt,
        @Schema(required = true, nullable = true) String note,
        @Schema(required = true) Instant createdAt) {

    static GrantView of(CreditGrantEntity grant) {
        return new GrantView(grant.id, Decimals.plain(grant.amount), grant.expiresAt, grant.note, grant.createdAt);
    }
}
