package dev.tally.storage;

import dev.tally.currency.CurrencyRates;
import dev.tally.http.DateTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Looks up rates in the table that the administrator keeps. */
@ApplicationScoped
class PgCurrencyRates implements CurrencyRates {
    private static final String IN_FORCE = """
            SELECT (SELECT r.rate FROM currency_rate r
                    WHERE r.from_currency = moment.currency AND r.to_currency = $1 AND r.effective_from <= moment.at
                    ORDER BY r.effective_from DESC LIMIT 1)
            FROM unnest($2::text[], $3::timestamptz[]) WITH ORDINALITY AS moment (currency, at, position)
            ORDER BY moment.position
            """;

    private final Pool pool;

    PgCurrencyRates(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Optional<BigDecimal>>> into(String currency, List<Moment> moments) {
        Tuple parameters = Tuple.tuple()
                .addString(currency)
                .addArrayOfString(moments.stream().map(Moment::currency).toArray(String[]::new))
                .addArrayOfOffsetDateTime(moments.stream()
                        .map(moment -> DateTimes.utc(moment.at()))
                        .toArray(OffsetDateTime[]::new));
        return pool.preparedQuery(IN_FORCE).execute(parameters).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> Optional.ofNullable(row.getBigDecimal(0)))
                .toList());
    }
}
