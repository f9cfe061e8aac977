package dev.tally.dialect.surnex;

import dev.tally.dialect.surnex.SurnexUsage.HttpStatusCounts;
import dev.tally.dialect.surnex.SurnexUsage.Rollup;
import dev.tally.dialect.surnex.SurnexUsage.Snapshots;
import dev.tally.dialect.surnex.SurnexUsage.SnapshotsByStatus;
import dev.tally.http.Decimals;
import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.DurationSummary.Percentiles;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.UnitCounts;
import dev.tally.query.UsageReport;
import dev.tally.query.UsageReport.Group;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A usage report in Surnex's words.
 *
 * @param usd converts the account's money to US dollars
 */
record SurnexReport(UsageReport report, UnaryOperator<BigDecimal> usd) {
    static final Breakdown BY_PROVIDER = Breakdown.by(Dimension.PROVIDER);
    static final Breakdown BY_OPERATION = Breakdown.by(Dimension.OPERATION);
    static final Breakdown BY_PROVIDER_AND_OPERATION = Breakdown.by(Dimension.PROVIDER, Dimension.OPERATION);

    private static final Comparator<Measures> BY_CALLS = Comparator.comparingLong(Measures::events);

    Rollup totals() {
        return rollup(report.totals(), callsByOperation(called(BY_OPERATION)));
    }

    Map<String, Rollup> providers() {
        Map<String, List<Group>> operations = called(BY_PROVIDER_AND_OPERATION).stream()
                .collect(Collectors.groupingBy(group -> group.key().value()));
        Map<String, Rollup> providers = new LinkedHashMap<>();
        for (Group provider : called(BY_PROVIDER)) {
            String name = provider.key().value();
            providers.put(
                    name, rollup(provider.measures(), callsByOperation(operations.getOrDefault(name, List.of()))));
        }
        return providers;
    }

    Snapshots snapshots() {
        UnitCounts units = report.totals().units();
        Map<String, Long> counts = units.snapshotsByStatus();
        return new Snapshots(
                units.snapshots(),
                new SnapshotsByStatus(
                        counts.getOrDefault("queued", 0L),
                        counts.getOrDefault("running", 0L),
                        counts.getOrDefault("complete", 0L),
                        counts.getOrDefault("partial", 0L),
                        counts.getOrDefault("failed", 0L)));
    }

    /** Groups with calls in the window; a snapshot that started in it may have been used under others. */
    private List<Group> called(Breakdown breakdown) {
        return report.rankedWithEvents(breakdown, BY_CALLS);
    }

    private static Map<String, Long> callsByOperation(List<Group> operations) {
        Map<String, Long> calls = new LinkedHashMap<>();
        operations.forEach(
                group -> calls.put(operation(group.key()), group.measures().events()));
        return calls;
    }

    private static String operation(GroupKey key) {
        return key.values().get(key.values().size() - 1);
    }

    private Rollup rollup(Measures measures, Map<String, Long> callsByOperation) {
        return new Rollup(
                measures.events(),
                callsByOperation,
                measures.durations().averageMs().map(Decimals::plain).orElse(null),
                measures.durations()
                        .percentiles()
                        .map(Percentiles::p95)
                        .map(Decimals::plain)
                        .orElse(null),
                new HttpStatusCounts(
                        measures.httpStatuses().success(),
                        measures.httpStatuses().clientError(),
                        measures.httpStatuses().serverError()),
                Decimals.plain(usd.apply(measures.cost())));
    }
}
