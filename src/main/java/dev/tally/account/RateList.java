package dev.tally.account;

import dev.tally.http.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Rates, by currencies and time; {@code next} is null where no more follow. */
public record RateList(
        @Schema(required = true) List<RateView> rates,
        @Schema(required = true, nullable = true) String next) {

    static RateList of(Page.Part<CurrencyRateEntity> part) {
        return new RateList(
                part.items().stream().map(RateView::of).toList(), part.next().orElse(null));
    }
}
