package dev.tally.fuzz;

import java.util.Optional;

/**
 * What must come of a request.
 *
 * @param culprit the one parameter or member that is at fault if it is refused; empty where none or another thing is
 */
record Expected(Fate fate, Optional<String> culprit) {
    static Expected of(Fate fate) {
        return new Expected(fate, Optional.empty());
    }

    static Expected of(Fate fate, String culprit) {
        return new Expected(fate, Optional.of(culprit));
    }
}
