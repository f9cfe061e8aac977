package dev.tally.query;

import dev.tally.aggregate.TooManyGroupsException;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.model.TimeRanges;
import dev.tally.model.UsageState;
import dev.tally.query.Plan.Kind;
import dev.tally.query.UsageReport.RowsRead;
import dev.tally.rollup.Rolls;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Computes usage reports. */
@ApplicationScoped
public class UsageService {
    private final UsageSnapshots snapshots;
    private final Rolls rolls;
    private final QueryConfig config;
    private final QueryMeters meters;
    private final QueryTurns turns;
    private final RightOfWay rightOfWay;

    UsageService(
            UsageSnapshots snapshots,
            Rolls rolls,
            QueryConfig config,
            QueryMeters meters,
            QueryTurns turns,
            RightOfWay rightOfWay) {
        this.snapshots = snapshots;
        this.rolls = rolls;
        this.config = config;
        this.meters = meters;
        this.turns = turns;
        this.rightOfWay = rightOfWay;
    }

    /**
     * The answer, right to the last event committed when it is computed.
     *
     * <p>Fails with a {@link FailureException} when it would have more groups, or read more events one by one, than one
     * may, when it would need events that are kept no longer, or when too many others are computed or wait.
     */
    public Uni<UsageReport> report(UsageQuery query) {
        return turns.take(query.accountId(), () -> current(query))
                .invoke(meters::count)
                .call(report -> ManyGroups.awayFromEventLoop(report.size()))
                .onFailure(TooManyGroupsException.class)
                .transform(e -> refused("The answer would have " + e.getMessage()
                        + ": narrow the window, take a coarser granularity, or group by fewer dimensions"))
                .onFailure(EventsGoneException.class)
                .transform(e -> refused(gone(((EventsGoneException) e).keptSince())))
                .onFailure(TooManyEventsException.class)
                .transform(e ->
                        refused("No totals are kept for this combination of groups and filters, and the answer would"
                                + " take reading " + e.getMessage()
                                + ": narrow the window, filter by at most one dimension or by"
                                + " work_order_id or run_id, or group by fewer dimensions"));
    }

    private Uni<UsageReport> current(UsageQuery query) {
        return report(query, config.maxPendingEvents())
                .chain(report -> report.map(Uni.createFrom()::item).orElseGet(() -> rolls.roll(query.accountId())
                        .chain(() -> report(query, Long.MAX_VALUE))
                        .map(Optional::orElseThrow)));
    }

    /** Empty where more events are pending than may be. */
    private Uni<Optional<UsageReport>> report(UsageQuery query, long maxPendingEvents) {
        return rightOfWay.pass(passage -> snapshots.read(snapshot -> snapshot.state(query.accountId())
                .chain(state -> state.pendingEvents() > maxPendingEvents
                        ? Uni.createFrom().item(Optional.empty())
                        : report(query, snapshot, state, passage).map(Optional::of))));
    }

    private Uni<UsageReport> report(
            UsageQuery query, UsageSnapshot snapshot, UsageState state, RightOfWay.Passage passage) {
        return state.firstEventAt().isEmpty() || query.window().isEmpty()
                ? Uni.createFrom().item(nothing(state))
                : new Reading(snapshot, query, state, config, passage).report();
    }

    private static UsageReport nothing(UsageState state) {
        return new UsageReport(
                Map.of(),
                Map.of(),
                state.firstEventAt(),
                new Plan(Kind.CELLS, Map.of(), TimeRanges.NONE, true),
                new RowsRead(0, 0, 0, 0));
    }

    private static String gone(Instant keptSince) {
        return "Events before " + keptSince
                + " are kept only added up, and do not answer this: begin and end the window,"
                + " and its days, at whole hours UTC (whole quarter-hours where at most one dimension is named), group"
                + " and filter by at most two dimensions, or begin at " + keptSince + " or later";
    }

    private static FailureException refused(String why) {
        return new FailureException(FailureKind.UNPROCESSABLE, why);
    }
}
