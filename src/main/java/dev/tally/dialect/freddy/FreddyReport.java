package dev.tally.dialect.freddy;

import dev.tally.aggregate.CalendarBuckets;
import dev.tally.aggregate.UsageFold;
import dev.tally.dialect.freddy.FreddyUsage.CurrentMonth;
import dev.tally.dialect.freddy.FreddyUsage.TimeRange;
import dev.tally.dialect.freddy.FreddyUsage.TopModel;
import dev.tally.http.Decimals;
import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.Window;
import dev.tally.query.UsageReport;
import dev.tally.query.UsageReport.Group;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A usage report in Freddy's words.
 *
 * @param chf converts the account's money to Swiss francs
 */
record FreddyReport(UsageReport report, UnaryOperator<BigDecimal> chf) {
    static final Breakdown BY_MODEL = Breakdown.by(Dimension.MODEL);
    static final Breakdown BY_MONTH = Breakdown.TOTAL.per(Granularity.MONTH);

    private static final Comparator<Measures> BY_COST = Comparator.comparing(Measures::cost);
    private static final int TOP = 10;
    private static final int AVERAGE_DECIMALS = 6;
    private static final int PERCENTAGE_DECIMALS = 2;
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    /**
     * @param organizationId the account as the path named it
     * @param calendar the account's
     */
    FreddyUsage usage(String organizationId, CalendarBuckets calendar, Instant now) {
        Measures totals = report.totals();
        return new FreddyUsage(
                organizationId,
                totals.events(),
                Decimals.pointed(totals.synapses()),
                Decimals.pointed(totals.neurons()),
                cost(totals),
                averageCost(totals),
                topModels(),
                currentMonth(calendar, now),
                timeRange(calendar, now));
    }

    private BigDecimal averageCost(Measures totals) {
        return Decimals.pointed(
                Decimals.ratio(chf.apply(totals.cost()), BigDecimal.valueOf(totals.events()), AVERAGE_DECIMALS));
    }

    private List<TopModel> topModels() {
        return report.rankedWithEvents(BY_MODEL, BY_COST).stream()
                .limit(TOP)
                .map(this::topModel)
                .toList();
    }

    private TopModel topModel(Group group) {
        Measures measures = group.measures();
        BigDecimal share = Decimals.ratio(
                measures.cost().multiply(PERCENT), report.totals().cost(), PERCENTAGE_DECIMALS);
        return new TopModel(group.key().value(), cost(measures), measures.events(), Decimals.pointed(share));
    }

    private CurrentMonth currentMonth(CalendarBuckets calendar, Instant now) {
        Instant start = calendar.startOf(Granularity.MONTH, now);
        Measures month =
                report.groups(BY_MONTH).getOrDefault(new GroupKey(Optional.of(start), List.of()), UsageFold.nothing());
        return new CurrentMonth(cost(month), month.events());
    }

    private TimeRange timeRange(CalendarBuckets calendar, Instant now) {
        Instant first = report.startOf(Window.until(now)).orElse(now);
        return new TimeRange(calendar.dateOf(first), calendar.dateOf(now), "all_time");
    }

    private BigDecimal cost(Measures measures) {
        return Decimals.pointed(chf.apply(measures.cost()));
    }
}
