package dev.tally.bench;

/** A team whose usage is measured, and a key of it. */
record BenchAccount(String id, String externalId, String key) {}
