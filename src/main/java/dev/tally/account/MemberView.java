package dev.tally.account;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person in a team. */
@Schema(name = "Member")
public record MemberView(
        @Schema(required = true) String email,

        @Schema(
                required = true,
                enumeration = {"owner", "admin", "member", "viewer"})
        String role) {

    static MemberView of(MemberEntity member) {
        return new MemberView(member.email, Fields.written(member.role));
    }
}
