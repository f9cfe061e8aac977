package dev.tally.oracle;

import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
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

    /** Everything in a window. */
    static Question window(Instant from, Instant to, ZoneId zone) {
        return new Question(from, to, Map.of(), List.of(), null, zone);
    }

    /** The same question of a window that begins and ends at whole hours. */
    Question atWholeHours() {
        return new Question(
                from == null ? null : from.truncatedTo(ChronoUnit.HOURS),
                to.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS),
                filters,
                groupBy,
                granularity,
                zone);
    }

    /** Whether the window begins before a time. */
    boolean reachesBeyond(Instant time) {
        return from == null || from.isBefore(time);
    }

    /** The same window and filters, divided in another way. */
    Question by(Dimension... dimensions) {
        return new Question(from, to, filters, List.of(dimensions), granularity, zone);
    }

    Question where(Dimension dimension, String value) {
        Map<Dimension, Set<String>> more = new EnumMap<>(Dimension.class);
        more.putAll(filters);
        more.put(dimension, Set.of(value));
        return new Question(from, to, more, groupBy, granularity, zone);
    }

    String path() {
        Parameters parameters = new Parameters("/v1/query").time("from", from).time("to", to);
        filters.forEach((dimension, values) ->
                values.stream().sorted().forEach(value -> parameters.text(dimension.field(), value)));
        groupBy.forEach(dimension -> parameters.text("group_by", dimension.field()));
        if (granularity != null) {
            parameters.text("granularity", granularity.parameter());
        }
        return parameters.text("tz", zone.getId()).text("explain", "true").path();
    }
}
