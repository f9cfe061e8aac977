package dev.tally.http;

import java.util.Optional;

/**
 * Tells failures that pass, so that the same request may succeed later, from defects. Whoever uses something that may be away
 * or busy knows what its failures look like.
 */
public interface PassingFailures {
    /** What is the matter, in words for the caller, which name no place and no person; empty where it is not known to pass. */
    Optional<String> words(Throwable failure);
}
