package dev.tally.access;

/** What an operation asks of its caller. */
public enum Permission {
    /** Posting events: the scope {@code ingest}. */
    INGEST,
    /** Reading an account's summaries: the scope {@code read}; in a team only account keys, owners and admins. */
    READ_USAGE,
    /** Administering the account that the path names: the scope {@code admin} on that account. */
    ADMINISTER_ACCOUNT,
    /** Administering what all accounts share: only the service's administrator. */
    ADMINISTER_SERVICE
}
