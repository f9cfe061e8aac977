package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Asks Freddy, who takes no parameters, in {@link #FRANCS_PER_DOLLAR Swiss francs}. */
record FreddyQuestion(String account, ZoneId zone) implements DialectQuestion {
    static final BigDecimal FRANCS_PER_DOLLAR = new BigDecimal("0.8");

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    private static final int TOP = 10;

    @Override
    public String path() {
        return "/freddy/v1/analytics/usage/summary/" + account;
    }

    @Override
    public JsonNode expected(Oracle oracle, Instant now, JsonNode answer) {
        Question everything = Question.window(null, now, zone);
        NaiveMeasures totals = oracle.totals(everything);
        ObjectNode freddy = JSON.objectNode().put("organization_id", account);
        freddy.put("totalRequests", DialectQuestion.count(totals));
        freddy.put("total_synapses", totals.sum(SampleEvent::synapses));
        freddy.put("totalNeurons", totals.sum(SampleEvent::neurons));
        freddy.put("totalCost", francs(totals));
        freddy.put("averageCostPerRequest", share(francs(totals), DialectQuestion.count(totals), 6));
        ArrayNode models = freddy.putArray("topModels");
        DialectQuestion.ranked(oracle, everything, Dimension.MODEL, DialectQuestion::hasEvents, FreddyQuestion::francs)
                .entrySet()
                .stream()
                .limit(TOP)
                .forEach(model -> models.addObject()
                        .put("model", model.getKey())
                        .put("cost", francs(model.getValue()))
                        .put("requests", DialectQuestion.count(model.getValue()))
                        .put("percentage", share(francs(model.getValue()).multiply(PERCENT), francs(totals), 2)));
        putMonth(freddy.putObject("currentMonth"), oracle, now);
        LocalDate today = LocalDate.ofInstant(now, zone);
        freddy.putObject("timeRange")
                .put(
                        "start",
                        oracle.firstEventAt()
                                .filter(first -> first.isBefore(now))
                                .map(first -> LocalDate.ofInstant(first, zone))
                                .orElse(today)
                                .toString())
                .put("end", today.toString())
                .put("period", "all_time");
        return freddy;
    }

    private void putMonth(ObjectNode month, Oracle oracle, Instant now) {
        Instant start = LocalDate.ofInstant(now, zone)
                .withDayOfMonth(1)
                .atStartOfDay(zone)
                .toInstant();
        NaiveMeasures measures = oracle.totals(Question.window(start, now, zone));
        month.put("cost", francs(measures)).put("requests", DialectQuestion.count(measures));
    }

    private static BigDecimal francs(NaiveMeasures measures) {
        return measures.sum(SampleEvent::cost).multiply(FRANCS_PER_DOLLAR);
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole, int decimals) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, decimals, RoundingMode.HALF_EVEN);
    }
}
