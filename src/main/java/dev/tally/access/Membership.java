package dev.tally.access;

import dev.tally.model.Account;
import dev.tally.model.Role;
import java.util.Optional;

/**
 * A person's place in an account.
 *
 * @param role what the person is in the account's team; empty for somebody who is not in it
 */
public record Membership(Account account, Optional<Role> role) {}
