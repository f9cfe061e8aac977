package dev.tally.model;

/** What tells a unit of work from all others of its account. */
public record UnitName(UnitKind kind, String id) {}
