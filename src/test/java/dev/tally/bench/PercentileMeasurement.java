package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.bench.Figure.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** How far the percentiles of the native answer are from the exact ones, over everything and for each model. */
record PercentileMeasurement(Testbed testbed) {
    private static final List<String> PERCENTILES = List.of("p50", "p95", "p99");
    private static final double PERCENT = 100;
    private static final String EXACT = """
            SELECT coalesce(model, 'total'), p[1] AS p50, p[2] AS p95, p[3] AS p99 FROM (
              SELECT model, percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY duration_ms) AS p
              FROM usage_event WHERE account_id = :account GROUP BY GROUPING SETS ((), (model))
            ) AS exact
            """;

    List<Figure> figures(BenchAccount account) throws Exception {
        Numbers answer =
                read(testbed.as(account).get("/v1/query?group_by=model").orThrow());
        try (var connection = testbed.database().connect()) {
            Numbers exact = testbed.database().numbers(connection, SummaryCase.sqlFor(account, EXACT));
            double worst = 0;
            for (String group : exact.groups().keySet()) {
                for (String percentile : PERCENTILES) {
                    worst = Math.max(worst, error(answer, exact, group, percentile));
                }
            }
            return List.of(new Figure(
                    "Greatest error of a percentile, %",
                    "%.4f %%".formatted(worst * PERCENT),
                    "%d exact ones".formatted(exact.groups().size() * PERCENTILES.size()),
                    worst * PERCENT,
                    Target.atMost(Numbers.PERCENTILE_ACCURACY * PERCENT),
                    Map.of("percentiles", PERCENTILES)));
        }
    }

    private static Numbers read(JsonNode answer) {
        Numbers numbers = new Numbers();
        read(numbers, "total", answer.path("totals"));
        for (JsonNode group : answer.path("groups")) {
            read(numbers, group.at("/key/model").asText(), group);
        }
        return numbers;
    }

    private static void read(Numbers numbers, String group, JsonNode measures) {
        PERCENTILES.forEach(percentile -> numbers.read(group, measures, percentile, "/duration_ms/" + percentile));
    }

    private static double error(Numbers answer, Numbers exact, String group, String percentile) {
        BigDecimal is = answer.groups().get(group).get(percentile);
        BigDecimal should = exact.groups().get(group).get(percentile);
        return Math.abs(is.doubleValue() - should.doubleValue()) / should.doubleValue();
    }
}
