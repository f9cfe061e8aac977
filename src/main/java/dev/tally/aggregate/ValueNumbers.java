package dev.tally.aggregate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for texts, the same for equal ones: 0 for null, then 1, 2, … in order of appearance. Not thread-safe. */
final class ValueNumbers {
    static final int OF_NULL = 0;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> values = new ArrayList<>();

    ValueNumbers() {
        numbers.put(null, OF_NULL);
        values.add(null);
    }

    int of(String value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        numbers.put(value, values.size());
        values.add(value);
        return values.size() - 1;
    }

    String value(int number) {
        return values.get(number);
    }
}
