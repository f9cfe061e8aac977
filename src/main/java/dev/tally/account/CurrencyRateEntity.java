package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** A row of {@code currency_rate}. */
@Entity
@Table(name = "currency_rate")
@IdClass(CurrencyRateEntity.Key.class)
public class CurrencyRateEntity extends PanacheEntityBase {
    /** One rate of two currencies begins at a time. */
    public record Key(String fromCurrency, String toCurrency, Instant effectiveFrom) {}

    @Id
    @Column(name = "from_currency")
    public String fromCurrency;

    @Id
    @Column(name = "to_currency")
    public String toCurrency;

    @Id
    @Column(name = "effective_from")
    public Instant effectiveFrom;

    public BigDecimal rate;
}
