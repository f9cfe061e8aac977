package dev.tally.model;

/** Who owns an account: one person, or a team with members. */
public enum AccountKind {
    SOLO,
    TEAM
}
