package dev.tally.fuzz;

import java.util.Optional;

/**
 * An event as it is sent.
 *
 * @param id that it has, or would have if it were good
 * @param culprit the member that is odd
 * @param wellFormed whether its text is JSON
 */
record SentEvent(String id, String json, Fate fate, Optional<String> culprit, boolean wellFormed) {}
