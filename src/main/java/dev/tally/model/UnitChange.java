package dev.tally.model;

import java.util.Optional;

/**
 * A unit of work that cells count as something else than it is now.
 *
 * @param before what the cells count; empty where they do not know the unit
 * @param after what it is; empty where it is gone
 */
public record UnitChange(Optional<UnitOfWork> before, Optional<UnitOfWork> after) {}
