package dev.tally.currency;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What currencies are worth, and since when. */
public interface CurrencyRates {
    /** A currency at an instant. */
    record Moment(String currency, Instant at) {}

    /**
     * How much of {@code currency} one unit of each moment's currency is: by the latest rate that was effective then, or
     * empty where there was none.
     *
     * @return in the order of the moments
     */
    Uni<List<Optional<BigDecimal>>> into(String currency, List<Moment> moments);
}
