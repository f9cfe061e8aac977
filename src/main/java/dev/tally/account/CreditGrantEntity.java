package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code credit_grant}. */
@Entity
@Table(name = "credit_grant")
@IdClass(CreditGrantEntity.Key.class)
public class CreditGrantEntity extends PanacheEntityBase {
    /** A grant belongs to one account. */
    public record Key(UUID accountId, UUID id) {}

    @Id
    @Column(name = "account_id")
    public UUID accountId;

    @Id
    @Column(name = "grant_id")
    public UUID id;

    public BigDecimal amount;

    @Column(name = "expires_at")
    public Instant expiresAt;

    public String note;

    @Column(name = "created_at")
    public Instant createdAt;
}
