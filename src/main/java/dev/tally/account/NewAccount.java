package dev.tally.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.http.FailureException;
import dev.tally.model.AccountKind;
import dev.tally.model.AccountNames;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account to be made.
 *
 * @param externalId the id that clients of a dialect know the account by; null for its UUID
 * @param currency the ISO 4217 code in which costs are reported; null for USD
 * @param timeZone the IANA zone of its calendar; null for UTC
 * @param dialect the dialect that answers at paths which several share; null for the service's default
 */
@JsonNaming(SnakeCaseStrategy.class)
public record NewAccount(
        @Schema(
                required = true,
                enumeration = {"team", "solo"})
        String kind,

        @Schema(required = true, examples = "Acme") String name,

        @Schema(examples = "org_abc123", pattern = "[A-Za-z0-9._-]{1,128}")
        String externalId,

        @Schema(examples = "EUR", defaultValue = "USD") String currency,

        @Schema(examples = "Europe/Zurich", defaultValue = "UTC")
        String timeZone,

        String dialect) {

    public NewAccount {
        Fields.constant("kind", AccountKind.class, Fields.required("kind", kind));
        name = Fields.text("name", Fields.required("name", name));
        checkExternalId(externalId);
        currency = currency == null ? "USD" : Fields.currency("currency", currency);
        timeZone = timeZone == null ? "UTC" : Fields.timeZone("time_zone", timeZone);
    }

    AccountKind kindOfAccount() {
        return Fields.constant("kind", AccountKind.class, kind);
    }

    /** A UUID is refused, lest one account's name be another's id, and so is what no path can name (RFC 3986, section 5.2.4). */
    static void checkExternalId(String externalId) {
        if (externalId == null) {
            return;
        }
        boolean isDots = externalId.equals(".") || externalId.equals("..");
        if (isDots
                || !AccountNames.canName(externalId)
                || AccountNames.asId(externalId).isPresent()) {
            throw FailureException.invalid(
                    "external_id",
                    "'external_id' must have 1 to 128 characters out of A-Z a-z 0-9 . _ - and must not be a UUID,"
                            + " nor '.' or '..'");
        }
    }
}
