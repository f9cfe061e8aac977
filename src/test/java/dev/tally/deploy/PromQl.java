package dev.tally.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics a Prometheus expression reads, and which of their labels it names. Knows as much of the language as our own
 * expressions use: no string outside of label matchers.
 */
final class PromQl {
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset");
    private static final Pattern CLAUSE =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.$:])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*})?(?!\\s*[\\w(:])");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern LABEL = Pattern.compile("\\w+");

    private PromQl() {}

    /** The metrics, with the labels that matchers name; those of groupings count for each of them. */
    static Map<String, Set<String>> reads(String expression) {
        Set<String> grouping = new HashSet<>();
        String rest = CLAUSE.matcher(expression).replaceAll(clause -> {
            LABEL.matcher(clause.group(1)).results().forEach(label -> grouping.add(label.group()));
            return " ";
        });
        Map<String, Set<String>> metrics = new HashMap<>();
        Matcher selectors = SELECTOR.matcher(RANGE.matcher(rest).replaceAll(" "));
        while (selectors.find()) {
            if (!KEYWORDS.contains(selectors.group(1))) {
                Set<String> labels = metrics.computeIfAbsent(selectors.group(1), name -> new HashSet<>(grouping));
                if (selectors.group(2) != null) {
                    MATCHER.matcher(selectors.group(2)).results().forEach(label -> labels.add(label.group(1)));
                }
            }
        }
        return metrics;
    }
}
