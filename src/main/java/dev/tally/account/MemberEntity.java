package dev.tally.account;

import dev.tally.model.Role;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** A row of {@code member}. */
@Entity
@Table(name = "member")
@IdClass(MemberEntity.Key.class)
public class MemberEntity extends PanacheEntityBase {
    /** A person is in an account once. */
    public record Key(UUID accountId, String email) {}

    @Id
    @Column(name = "account_id")
    public UUID accountId;

    @Id
    public String email;

    @Enumerated(EnumType.STRING)
    public Role role;
}
