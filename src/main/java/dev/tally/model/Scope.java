package dev.tally.model;

/** What a credential may be used for. */
public enum Scope {
    /** Posting usage events. */
    INGEST,
    /** Reading usage summaries. */
    READ,
    /** Administering the account: its members, keys and credits. */
    ADMIN
}
