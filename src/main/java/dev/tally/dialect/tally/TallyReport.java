package dev.tally.dialect.tally;

import dev.tally.dialect.tally.TallyUsage.Bucket;
import dev.tally.dialect.tally.TallyUsage.Freshness;
import dev.tally.dialect.tally.TallyUsage.Group;
import dev.tally.dialect.tally.TallyUsage.Span;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.query.UsageReport;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * A usage report in the native API's words.
 *
 * @param currency the account's
 */
record TallyReport(UsageReport report, TallyParameters asked, String currency) {
    private static final Comparator<Entry<GroupKey, Measures>> MOST_EXPENSIVE_FIRST =
            Entry.<GroupKey, Measures>comparingByValue(Comparator.comparing(Measures::cost)
                            .thenComparing(Measures::events)
                            .reversed())
                    .thenComparing(Entry::getKey, TallyReport::compareValues);

    private static final Comparator<String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    /** @param now when the request came in */
    TallyUsage usage(Instant now) {
        return new TallyUsage(
                new Span(
                        report.startOf(asked.window()).orElse(null),
                        asked.window().to(),
                        asked.zone().getId()),
                asked.granularity().map(Granularity::parameter).orElse(null),
                asked.groupBy().stream().map(Dimension::field).toList(),
                measures(report.totals()),
                asked.groupBy().isEmpty() ? null : groups(report.groups(asked.groups())),
                asked.granularity().isEmpty() ? null : series(),
                new Freshness(report.rowsRead().pendingEvents(), now),
                asked.explain() ? Explanation.of(report) : null);
    }

    private List<Bucket> series() {
        Map<Instant, Map<GroupKey, Measures>> groups = groupsByBucket();
        return report.groups(asked.buckets()).entrySet().stream()
                .filter(TallyReport::hasSomethingToShow)
                .sorted(Comparator.comparing(TallyReport::bucketStart))
                .map(bucket -> bucket(bucketStart(bucket), bucket.getValue(), groups))
                .toList();
    }

    private Bucket bucket(Instant start, Measures totals, Map<Instant, Map<GroupKey, Measures>> groups) {
        return new Bucket(
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(start.atZone(asked.zone())),
                measures(totals),
                asked.groupBy().isEmpty() ? null : groups(groups.get(start)));
    }

    private Map<Instant, Map<GroupKey, Measures>> groupsByBucket() {
        Map<Instant, Map<GroupKey, Measures>> buckets = new TreeMap<>();
        for (Entry<GroupKey, Measures> group :
                report.groups(asked.groupsPerBucket()).entrySet()) {
            buckets.computeIfAbsent(bucketStart(group), start -> new LinkedHashMap<>())
                    .put(group.getKey(), group.getValue());
        }
        return buckets;
    }

    private List<Group> groups(Map<GroupKey, Measures> groups) {
        return groups.entrySet().stream()
                .filter(TallyReport::hasSomethingToShow)
                .sorted(MOST_EXPENSIVE_FIRST)
                .map(group -> new Group(key(group.getKey()), measures(group.getValue())))
                .toList();
    }

    private Map<String, String> key(GroupKey key) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < asked.groupBy().size(); i++) {
            values.put(asked.groupBy().get(i).field(), key.values().get(i));
        }
        return values;
    }

    private TallyMeasures measures(Measures measures) {
        return TallyMeasures.of(measures, currency);
    }

    /** A group in which nothing but runs or snapshots started would show zeros alone. */
    private static boolean hasSomethingToShow(Entry<GroupKey, Measures> group) {
        Measures measures = group.getValue();
        return measures.events() > 0
                || measures.units().tasks() > 0
                || measures.units().workOrders() > 0;
    }

    private static Instant bucketStart(Entry<GroupKey, Measures> group) {
        return group.getKey().bucketStart().orElseThrow();
    }

    private static int compareValues(GroupKey one, GroupKey other) {
        for (int i = 0; i < one.values().size(); i++) {
            int difference =
                    NULLS_LAST.compare(one.values().get(i), other.values().get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
