package dev.tally.storage;

import dev.tally.query.CurrencyRates;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Looks dated currency rates up one at a time. */
@ApplicationScoped
class PgRateLookup implements CurrencyRates {
    private static final String LATEST = """
            SELECT rate FROM currency_rate
            WHERE from_currency = $1 AND to_currency = $2 AND effective_from <= $3
            ORDER BY effective_from DESC LIMIT 1
            """;

    private final Pool pool;

    PgRateLookup(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<BigDecimal>> rate(String from, String to, Instant at) {
        if (from.equals(to)) {
            return Uni.createFrom().item(Optional.of(BigDecimal.ONE));
        }
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(from, to, at.atOffset(ZoneOffset.UTC)))
                .map(PgRateLookup::first);
    }

    private static Optional<BigDecimal> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next().getBigDecimal(0));
    }
}
