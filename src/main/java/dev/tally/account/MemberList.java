package dev.tally.account;

import dev.tally.http.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** People in a team, by e-mail; {@code next} is null where no more follow. */
public record MemberList(
        @Schema(required = true) List<MemberView> members,
        @Schema(required = true, nullable = true) String next) {

    static MemberList of(Page.Part<MemberEntity> part) {
        return new MemberList(
                part.items().stream().map(MemberView::of).toList(), part.next().orElse(null));
    }
}
