package dev.tally.dialect.agentgate;

import dev.tally.http.DateTimes;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of AgentGate.
 *
 * @param periodEnd the window's end as AgentGate tells it: the last millisecond of the day where the client gave a date; its
 *     start where that is still to come
 */
record AgentGateParameters(
        Optional<String> workOrderId,
        Optional<String> runId,
        Optional<String> model,
        Window window,
        Instant periodEnd) {

    static AgentGateParameters of(QueryParameters parameters, Instant now) {
        Window window = parameters.window("startDate", "endDate", now, "startDate must be before endDate");
        boolean endsWithDay =
                parameters.text("endDate").filter(DateTimes::isDate).isPresent();
        return new AgentGateParameters(
                parameters.text("workOrderId"),
                parameters.text("runId"),
                parameters.text("model"),
                window,
                window.from()
                        .filter(window.to()::isBefore)
                        .orElse(endsWithDay ? window.to().minusMillis(1) : window.to()));
    }

    UsageQuery query(Account account) {
        return UsageQuery.of(account.id(), window, account.timeZone())
                .showing(Detail.UNITS)
                .where(Dimension.WORK_ORDER, values(workOrderId))
                .where(Dimension.RUN, values(runId))
                .where(Dimension.MODEL, values(model))
                .brokenDownBy(AgentGateReport.BY_MODEL);
    }

    private static Set<String> values(Optional<String> filter) {
        return filter.map(Set::of).orElse(Set.of());
    }
}
