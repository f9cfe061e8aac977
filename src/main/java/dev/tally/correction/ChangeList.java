package dev.tally.correction;

import dev.tally.correction.CorrectionStore.NumberedChange;
import dev.tally.http.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The changes of one event, the oldest first; {@code next} is null where no more follow. */
@Schema(name = "EventChanges")
public record ChangeList(
        @Schema(required = true) List<ChangeView> changes,
        @Schema(required = true, nullable = true) String next) {

    static ChangeList of(Page.Part<NumberedChange> part) {
        return new ChangeList(
                part.items().stream().map(item -> ChangeView.of(item.change())).toList(),
                part.next().orElse(null));
    }
}
