package dev.tally.account;

import java.util.Set;

/** Which dialects an account can choose. */
public interface DialectNames {
    Set<String> all();
}
