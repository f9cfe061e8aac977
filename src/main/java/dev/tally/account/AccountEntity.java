package dev.tally.account;

import dev.tally.model.AccountKind;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code account}. A change writes the columns that it changes, and no other's change back to what it was. */
@Entity
@DynamicUpdate
@Table(name = "account")
public class AccountEntity extends PanacheEntityBase {
    @Id
    @Column(name = "account_id")
    public UUID id;

    @Column(name = "external_id")
    public String externalId;

    @Enumerated(EnumType.STRING)
    public AccountKind kind;

    public String name;

    public String currency;

    @Column(name = "time_zone")
    public String timeZone;

    public String dialect;

    @Column(name = "credits_reset_at")
    public Instant creditsResetAt;

    /** Once the events of then are gone: what was used between the reset and the next quarter-hour. */
    @Column(name = "credits_used_at_reset")
    public BigDecimal creditsUsedAtReset;

    @Column(name = "created_at")
    public Instant createdAt;
}
