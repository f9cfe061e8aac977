package dev.tally.dialect.agentgate;

import dev.tally.dialect.agentgate.AgentGateSummary.Data;
import dev.tally.dialect.agentgate.AgentGateSummary.ModelUsage;
import dev.tally.http.Decimals;
import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Measures;
import dev.tally.query.UsageReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A usage report in AgentGate's words.
 *
 * @param usd converts the account's money to US dollars
 */
record AgentGateReport(UsageReport report, UnaryOperator<BigDecimal> usd) {
    static final Breakdown BY_MODEL = Breakdown.by(Dimension.MODEL);

    private static final Comparator<Measures> BY_COST = Comparator.comparing(Measures::cost);

    /** What JavaScript's {@code toISOString} writes. */
    private static final DateTimeFormatter ISO_STRING = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    AgentGateSummary summary(AgentGateParameters asked) {
        Measures totals = report.totals();
        Instant start = report.startOf(asked.window()).orElse(asked.periodEnd());
        return new AgentGateSummary(
                true,
                new Data(
                        totals.inputTokens(),
                        totals.outputTokens(),
                        totals.cachedInputTokens(),
                        cost(totals),
                        totals.events(),
                        totals.units().workOrders(),
                        totals.durations().totalMs(),
                        byModel(),
                        ISO_STRING.format(start),
                        ISO_STRING.format(asked.periodEnd())));
    }

    private Map<String, ModelUsage> byModel() {
        Map<String, ModelUsage> models = new LinkedHashMap<>();
        report.rankedWithEvents(BY_MODEL, BY_COST)
                .forEach(model -> models.put(model.key().value(), usageOf(model.measures())));
        return models;
    }

    private ModelUsage usageOf(Measures measures) {
        return new ModelUsage(
                measures.inputTokens(),
                measures.outputTokens(),
                measures.cachedInputTokens(),
                cost(measures),
                measures.events());
    }

    private BigDecimal cost(Measures measures) {
        return Decimals.plain(usd.apply(measures.cost()));
    }
}
