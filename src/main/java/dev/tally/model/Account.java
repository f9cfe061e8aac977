package dev.tally.model;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/**
 * The tenant that owns events, keys, members and credits.
 *
 * @param externalId the id that clients of a dialect know the account by, such as {@code org_abc123}
 * @param currency the ISO 4217 code in which the account's costs are reported
 * @param timeZone sets the account's calendar: its days, weeks, months and "current month"
 * @param dialect the dialect that answers at a path which several dialects share; empty for the service's default
 */
public record Account(
        UUID id,
        String externalId,
        AccountKind kind,
        String name,
        String currency,
        ZoneId timeZone,
        Optional<String> dialect) {

    public boolean isTeam() {
        return kind == AccountKind.TEAM;
    }

    /** Whether a path or parameter that says {@code idOrExternalId} means this account. */
    public boolean isNamed(String idOrExternalId) {
        return externalId.equals(idOrExternalId) || id.toString().equalsIgnoreCase(idOrExternalId);
    }
}
