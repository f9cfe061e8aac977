package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account, as its administrators see it. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Account")
public record AccountView(
        @Schema(required = true) UUID id,
        @Schema(required = true) String externalId,

        @Schema(
                required = true,
                enumeration = {"team", "solo"})
        String kind,

        @Schema(required = true) String name,
        @Schema(required = true) String currency,
        @Schema(required = true) String timeZone,
        @Schema(required = true, nullable = true) String dialect,
        @Schema(required = true) Instant createdAt) {

    static AccountView of(AccountEntity account) {
        return new AccountView(
                account.id,
                account.externalId,
                Fields.written(account.kind),
                account.name,
                account.currency,
                account.timeZone,
                account.dialect,
                account.createdAt);
    }
}
