package dev.tally.oracle;

import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question to {@code /v1/query}.
 *
 * @param from null for "since the first event"
 * @param granularity null for no series
 */
record Question(
        Instant from,
        Instant to,
        Map<Dimension, Set<String>> filters,
        List<Dimension> groupBy,
        Granularity granularity,
        ZoneId zone) {

    boolean spans(Instant time) {
        return (from == null || !time.isBefore(from)) && time.isBefore(to);
    }

    boolean matches(SampleEvent event) {
        return filters.entrySet().stream()
                .allMatch(filter -> filter.getValue().contains(String.valueOf(event.dimension(filter.getKey()))));
    }
}
