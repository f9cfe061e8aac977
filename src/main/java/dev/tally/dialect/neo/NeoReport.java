package dev.tally.dialect.neo;

import dev.tally.dialect.neo.NeoUsage.Byok;
import dev.tally.dialect.neo.NeoUsage.EmailStats;
import dev.tally.dialect.neo.NeoUsage.ModelStats;
import dev.tally.dialect.neo.NeoUsage.PeriodStats;
import dev.tally.dialect.neo.NeoUsage.ProjectStats;
import dev.tally.dialect.neo.NeoUsage.Totals;
import dev.tally.http.Decimals;
import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.query.UsageReport;
import dev.tally.query.UsageReport.Group;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A usage report in Neo's words.
 *
 * @param olderNames those of projects that no event of the report names, by project id
 */
record NeoReport(UsageReport report, Map<String, String> olderNames) {
    static final Breakdown BY_MODEL = Breakdown.by(Dimension.MODEL);
    static final Breakdown BY_PROJECT = Breakdown.by(Dimension.PROJECT);
    static final Breakdown BY_EMAIL = Breakdown.by(Dimension.EMAIL);

    private static final Comparator<Measures> BY_CREDITS = Comparator.comparing(Measures::credits);
    private static final Comparator<Measures> BY_PLATFORM_CREDITS = Comparator.comparing(NeoReport::platformCredits);

    /** The projects of a report that none of its events names. */
    static Set<String> nameless(UsageReport report) {
        return report.groups(BY_PROJECT).keySet().stream()
                .map(GroupKey::value)
                .filter(project -> project != null && !report.projectNames().containsKey(project))
                .collect(Collectors.toSet());
    }

    Totals totals() {
        Measures totals = report.totals();
        return new Totals(
                totals.units().tasks(),
                Decimals.plain(totals.credits()),
                totals.durations().totalMs(),
                totals.steps(),
                totals.toolCalls(),
                totals.agentTriggers());
    }

    Map<String, Long> statuses() {
        return new TreeMap<>(report.totals().units().tasksByStatus());
    }

    Map<String, ModelStats> models() {
        Map<String, ModelStats> models = new LinkedHashMap<>();
        for (Group model : listed(BY_MODEL, BY_CREDITS)) {
            models.put(model.key().value(), new ModelStats(tasks(model), credits(model)));
        }
        return models;
    }

    List<ProjectStats> projects() {
        return listed(BY_PROJECT, BY_PLATFORM_CREDITS).stream()
                .map(this::project)
                .toList();
    }

    List<EmailStats> emails() {
        return listed(BY_EMAIL, BY_CREDITS).stream()
                .map(group -> new EmailStats(group.key().value(), tasks(group), credits(group)))
                .toList();
    }

    /** @param zone the calendar of the periods */
    List<PeriodStats> periods(Breakdown period, ZoneId zone) {
        return report.series(period).stream()
                .map(group -> new PeriodStats(dateOf(group, zone), tasks(group), credits(group)))
                .toList();
    }

    Byok byok() {
        Measures totals = report.totals();
        return new Byok(
                Decimals.plain(totals.byokLlmCost()),
                Decimals.plain(totals.byokCredits()),
                totals.byokEvents(),
                totals.units().byokTasks());
    }

    /** Without the groups in which nothing but work orders or snapshots began, of which Neo does not tell. */
    private List<Group> listed(Breakdown breakdown, Comparator<Measures> size) {
        return report.ranked(breakdown, size).stream()
                .filter(group -> group.measures().events() > 0 || tasks(group) > 0)
                .toList();
    }

    private ProjectStats project(Group group) {
        String id = group.key().value();
        Measures measures = group.measures();
        return new ProjectStats(
                id,
                report.projectNames().getOrDefault(id, olderNames.getOrDefault(id, id)),
                tasks(group),
                Decimals.plain(platformCredits(measures)),
                Decimals.plain(measures.byokLlmCost()),
                measures.units().lastTaskStartedAt().orElse(null));
    }

    private static LocalDate dateOf(Group group, ZoneId zone) {
        return LocalDate.ofInstant(group.key().bucketStart().orElseThrow(), zone);
    }

    private static long tasks(Group group) {
        return group.measures().units().tasks();
    }

    private static BigDecimal credits(Group group) {
        return Decimals.plain(group.measures().credits());
    }

    private static BigDecimal platformCredits(Measures measures) {
        return measures.credits().subtract(measures.byokCredits());
    }
}
