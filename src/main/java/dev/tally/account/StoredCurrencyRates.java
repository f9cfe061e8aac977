package dev.tally.account;

import dev.tally.query.CurrencyRates;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** The rates that the service's administrator keeps. */
@Singleton
class StoredCurrencyRates implements CurrencyRates {
    private static final String OF_PAIR_SINCE =
            "from = ?1 and to = ?2 and effectiveFrom <= ?3 order by effectiveFrom desc";
    private static final String AFTER =
            "(from, to, effectiveFrom) > (?1, ?2, ?3) " + "order by from, to, effectiveFrom";
    private static final String ALL = "order by from, to, effectiveFrom";

    @Override
    public Uni<Optional<BigDecimal>> rate(String from, String to, Instant at) {
        if (from.equals(to)) {
            return Uni.createFrom().item(Optional.of(BigDecimal.ONE));
        }
        return Panache.withSession(() -> CurrencyRateEntity.<CurrencyRateEntity>find(OF_PAIR_SINCE, from, to, at)
                        .firstResult())
                .map(latest -> Optional.ofNullable(latest).map(found -> found.rate));
    }

    /** Sets what a rate is from its start on, whether or not one started there before. */
    Uni<CurrencyRateEntity> set(String from, String to, NewRate wanted) {
        CurrencyRateEntity.Key key = new CurrencyRateEntity.Key(from, to, wanted.start());
        return Upserts.inTransaction(() -> CurrencyRateEntity.<CurrencyRateEntity>findById(key)
                .chain(found -> found == null ? added(key) : Uni.createFrom().item(found))
                .invoke(rate -> rate.rate = wanted.rate())
                .call(rate -> rate.persistAndFlush()));
    }

    Uni<Page.Part<CurrencyRateEntity>> list(Page page) {
        Optional<CurrencyRateEntity.Key> last = page.after(StoredCurrencyRates::read);
        return Panache.withSession(() -> last.map(key -> CurrencyRateEntity.<CurrencyRateEntity>find(
                                AFTER, key.from(), key.to(), key.effectiveFrom()))
                        .orElseGet(() -> CurrencyRateEntity.find(ALL))
                        .range(0, page.limit())
                        .list())
                .map(read -> page.cut(read, rate -> rate.from + "/" + rate.to + "/" + rate.effectiveFrom));
    }

    private static CurrencyRateEntity.Key read(String cursor) {
        String[] parts = cursor.split("/", 3);
        return new CurrencyRateEntity.Key(parts[0], parts[1], Instant.parse(parts[2]));
    }

    private static Uni<CurrencyRateEntity> added(CurrencyRateEntity.Key key) {
        CurrencyRateEntity rate = new CurrencyRateEntity();
        rate.from = key.from();
        rate.to = key.to();
        rate.effectiveFrom = key.effectiveFrom();
        return Uni.createFrom().item(rate);
    }
}
