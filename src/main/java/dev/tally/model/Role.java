package dev.tally.model;

/** What a person is in a team account, most powerful first. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER;

    /** Owners and admins administer the account and see what the whole team used. */
    public boolean administers() {
        return this == OWNER || this == ADMIN;
    }
}
