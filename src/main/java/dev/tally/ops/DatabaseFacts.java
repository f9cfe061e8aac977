package dev.tally.ops;

import java.time.Instant;

/**
 * What a database says of itself.
 *
 * @param version for people
 * @param versionNumber the major version times 10,000 plus the minor one
 * @param now its clock when it answered
 */
public record DatabaseFacts(String version, int versionNumber, Instant now) {}
