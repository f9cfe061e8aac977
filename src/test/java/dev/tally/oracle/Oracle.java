package dev.tally.oracle;

import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Answers questions by the definitions, over a list of events, without a thought for speed: for every group that could
 * be, pick its events and its units of work, and add them up.
 */
final class Oracle {
    /** A group of an answer; {@code bucketStart} is null outside a series, values are null where events have none. */
    record Group(Instant bucketStart, List<String> values) {}

    private final List<SampleEvent> events;
    private final List<Unit> units;

    Oracle(List<SampleEvent> events) {
        this.events = events;
        this.units = Unit.of(events);
    }

    /** When the account's first event of all happened, whatever is asked. */
    Optional<Instant> firstEventAt() {
        return events.stream().map(SampleEvent::time).min(Comparator.naturalOrder());
    }

    NaiveMeasures totals(Question question) {
        return measures(question, new Group(null, List.of()), List.of(), false);
    }

    Map<Group, NaiveMeasures> groups(Question question) {
        return answer(question, question.groupBy(), false);
    }

    Map<Group, NaiveMeasures> series(Question question) {
        return answer(question, List.of(), true);
    }

    Map<Group, NaiveMeasures> seriesGroups(Question question) {
        return answer(question, question.groupBy(), true);
    }

    private Map<Group, NaiveMeasures> answer(Question question, List<Dimension> by, boolean bucketed) {
        Set<Group> candidates = new HashSet<>();
        for (SampleEvent event : events) {
            candidates.add(groupAt(question, event, by, bucketed, event.time()));
            for (Unit unit : units) {
                candidates.add(groupAt(question, event, by, bucketed, unit.startedAt()));
            }
        }
        return candidates.stream()
                .collect(Collectors.toMap(Function.identity(), group -> measures(question, group, by, bucketed)))
                .entrySet()
                .stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private NaiveMeasures measures(Question question, Group group, List<Dimension> by, boolean bucketed) {
        List<SampleEvent> inGroup = events.stream()
                .filter(event -> question.spans(event.time()) && question.matches(event))
                .filter(event ->
                        groupAt(question, event, by, bucketed, event.time()).equals(group))
                .toList();
        return new NaiveMeasures(inGroup, started(question, group, by, bucketed));
    }

    /** A unit counts where it started, under everything that one of its events was. */
    private List<Unit> started(Question question, Group group, List<Dimension> by, boolean bucketed) {
        return units.stream()
                .filter(unit -> question.spans(unit.startedAt()))
                .map(unit -> unit.with(unit.events().stream()
                        .filter(question::matches)
                        .filter(event -> groupAt(question, event, by, bucketed, unit.startedAt())
                                .equals(group))
                        .toList()))
                .filter(unit -> !unit.events().isEmpty())
                .toList();
    }

    private static Group groupAt(
            Question question, SampleEvent event, List<Dimension> by, boolean bucketed, Instant time) {
        List<String> values = new ArrayList<>();
        by.forEach(dimension -> values.add(event.dimension(dimension)));
        return new Group(bucketed ? bucketStart(question.granularity(), time, question.zone()) : null, values);
    }

    static Instant bucketStart(Granularity width, Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        ZonedDateTime hour = local.truncatedTo(ChronoUnit.HOURS);
        return switch (width) {
            case QUARTER_HOUR -> hour.plusMinutes(local.getMinute() / 15 * 15L).toInstant();
            case HOUR -> hour.toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
            case WEEK ->
                local.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(zone)
                        .toInstant();
            case MONTH ->
                local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
        };
    }
}
