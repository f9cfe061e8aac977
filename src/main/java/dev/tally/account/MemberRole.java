package dev.tally.account;

import dev.tally.model.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person is to be in a team. */
public record MemberRole(
        @Schema(
                required = true,
                enumeration = {"owner", "admin", "member", "viewer"})
        String role) {
    public MemberRole {
        Fields.constant("role", Role.class, Fields.required("role", role));
    }

    Role wanted() {
        return Fields.constant("role", Role.class, role);
    }
}
