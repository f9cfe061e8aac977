package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code api_key}. */
@Entity
@Table(name = "api_key")
@IdClass(ApiKeyEntity.Key.class)
public class ApiKeyEntity extends PanacheEntityBase {
    /** A key belongs to one account. */
    public record Key(UUID accountId, UUID id) {}

    @Id
    @Column(name = "account_id")
    public UUID accountId;

    @Id
    @Column(name = "key_id")
    public UUID id;

    @Column(name = "secret_hash")
    public byte[] secretHash;

    public String prefix;

    public String name;

    public String[] scopes;

    public String email;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "expires_at")
    public Instant expiresAt;

    @Column(name = "revoked_at")
    public Instant revokedAt;

    @Column(name = "last_used_at")
    public Instant lastUsedAt;
}
