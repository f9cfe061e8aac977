package dev.tally.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An account's credits as they are now, whatever window a summary is asked for.
 *
 * @param issued everything ever granted
 * @param used what events used since the last reset, or ever where there was none
 * @param available {@code issued} less {@code used}; 0 once expired
 * @param lastReset since when use is counted
 * @param expiresAt when what is left can no longer be used; empty for never
 * @param expired whether that time has come
 */
public record Credits(
        BigDecimal issued,
        BigDecimal used,
        BigDecimal available,
        Optional<Instant> lastReset,
        Optional<Instant> expiresAt,
        boolean expired) {}
