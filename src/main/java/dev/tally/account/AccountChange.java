package dev.tally.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.http.FailureException;
import dev.tally.model.Account;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is to change about an account: the members that are present.
 *
 * @param dialect JSON null takes the account back to the service's default
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AccountChange(
        String name,
        @Schema(pattern = "[A-Za-z0-9._-]{1,128}") String externalId,

        @Schema(description = "Can change only before the account has its first event")
        String currency,

        String timeZone,

        @Schema(type = SchemaType.STRING, implementation = String.class, nullable = true)
        JsonNode dialect) {

    public AccountChange {
        name = name == null ? null : Fields.text("name", name);
        NewAccount.checkExternalId(externalId);
        currency = currency == null ? null : Fields.currency("currency", currency);
        timeZone = timeZone == null ? null : Fields.timeZone("time_zone", timeZone);
        if (dialect != null && !dialect.isNull() && !dialect.isTextual()) {
            throw FailureException.invalid("dialect", "'dialect' must be a text or null");
        }
    }

    /** Whether the account is to be known by another external id than it is. */
    boolean renames(Account account) {
        return externalId != null && !externalId.equals(account.externalId());
    }

    boolean changesDialect() {
        return dialect != null;
    }

    Optional<String> newDialect() {
        return Optional.ofNullable(dialect).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
