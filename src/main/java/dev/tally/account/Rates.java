package dev.tally.account;

import dev.tally.http.Page;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** The rates that the service's administrator keeps. */
@Singleton
class Rates {
    private static final String ALL = "order by fromCurrency, toCurrency, effectiveFrom";
    private static final String AFTER = "(fromCurrency, toCurrency, effectiveFrom) > (?1, ?2, ?3) " + ALL;

    /** Sets what a rate is from its start on, whether or not one started there before. */
    Uni<CurrencyRateEntity> set(String from, String to, NewRate wanted) {
        CurrencyRateEntity.Key key = new CurrencyRateEntity.Key(from, to, wanted.start());
        return Upserts.inTransaction(() -> CurrencyRateEntity.<CurrencyRateEntity>findById(key)
                .chain(found -> found == null ? added(key) : Uni.createFrom().item(found))
                .invoke(rate -> rate.rate = wanted.rate())
                .call(rate -> rate.persistAndFlush()));
    }

    Uni<Page.Part<CurrencyRateEntity>> list(Page page) {
        Optional<CurrencyRateEntity.Key> last = page.after(Rates::read);
        return Panache.withSession(() -> last.map(key -> CurrencyRateEntity.<CurrencyRateEntity>find(
                                AFTER, key.fromCurrency(), key.toCurrency(), key.effectiveFrom()))
                        .orElseGet(() -> CurrencyRateEntity.find(ALL))
                        .range(0, page.lastIndex())
                        .list())
                .map(read ->
                        page.cut(read, rate -> rate.fromCurrency + "/" + rate.toCurrency + "/" + rate.effectiveFrom));
    }

    private static CurrencyRateEntity.Key read(String cursor) {
        String[] parts = cursor.split("/", 3);
        return new CurrencyRateEntity.Key(parts[0], parts[1], Instant.parse(parts[2]));
    }

    private static Uni<CurrencyRateEntity> added(CurrencyRateEntity.Key key) {
        CurrencyRateEntity rate = new CurrencyRateEntity();
        rate.fromCurrency = key.fromCurrency();
        rate.toCurrency = key.toCurrency();
        rate.effectiveFrom = key.effectiveFrom();
        return Uni.createFrom().item(rate);
    }
}
