package dev.tally.account;

import dev.tally.http.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The API keys that are not revoked, the oldest first; {@code next} is null where no more follow. */
public record KeyList(
        @Schema(required = true) List<KeyView> keys,
        @Schema(required = true, nullable = true) String next) {

    static KeyList of(Page.Part<ApiKeyEntity> part) {
        return new KeyList(
                part.items().stream().map(KeyView::of).toList(), part.next().orElse(null));
    }
}
