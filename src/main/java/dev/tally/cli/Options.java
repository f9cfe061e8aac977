package dev.tally.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of a command, written {@code --name value}. */
record Options(Map<String, String> values) {
    /**
     * Reads them.
     *
     * @throws UsageError if an argument is not one of the allowed options, or has no value
     */
    static Options parse(List<String> arguments, Set<String> allowed) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!option.startsWith("--") || !allowed.contains(option.substring(2))) {
                throw new UsageError("unknown argument \"" + option + "\"; there are "
                        + allowed.stream().sorted().map(name -> "--" + name).collect(Collectors.joining(", ")));
            }
            if (i + 1 == arguments.size()) {
                throw new UsageError(option + " needs a value");
            }
            values.put(option.substring(2), arguments.get(i + 1));
        }
        return new Options(Map.copyOf(values));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int positiveNumber(String name, int otherwise) {
        String text = values.getOrDefault(name, Integer.toString(otherwise));
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new UsageError("--" + name + " needs a whole number above 0");
        }
        return Integer.parseInt(text);
    }
}
