package dev.tally.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found to be wrong; of the same thing a few examples. Thread-safe. */
final class Findings {
    private static final int EXAMPLES = 5;

    private final Map<String, List<String>> examples = new TreeMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param rule that was broken */
    synchronized void add(String rule, Object where, Object what) {
        counts.merge(rule, 1, Integer::sum);
        List<String> known = examples.computeIfAbsent(rule, first -> new ArrayList<>());
        if (known.size() < EXAMPLES) {
            known.add(where + "\n      -> " + what);
        }
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        examples.forEach((rule, places) -> {
            text.append(rule).append(" (").append(counts.get(rule)).append(" times)\n");
            places.forEach(place -> text.append("    ").append(place).append('\n'));
        });
        return text.toString();
    }
}
