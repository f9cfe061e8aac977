package dev.tally.query;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** The dated exchange rates that the service's administrator keeps. */
public interface CurrencyRates {
    /**
     * What one unit of a currency was worth in another: the rate with the latest start not after {@code at}. Currencies
     * are ISO 4217 codes; of two equal ones the rate is 1.
     */
    Uni<Optional<BigDecimal>> rate(String from, String to, Instant at);
}
