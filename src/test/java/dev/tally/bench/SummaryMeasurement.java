package dev.tally.bench;

import dev.tally.bench.Figure.Target;
import dev.tally.bench.HttpLoad.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast summaries are that nobody asked for before, against SQL on the events, and for an account with a hundredth of
 * the events. Checks that all numbers are equal.
 */
record SummaryMeasurement(Testbed testbed, HttpLoad load, Options options, BenchAccount large, BenchAccount small) {
    private static final double SPEED_UP = 200;
    private static final double MOST_P50_MS = 10;
    private static final double MOST_P99_MS = 40;
    private static final double MOST_GROWTH = 1.5;
    private static final int ROUNDS = 4;

    /** Until the JVM has compiled most of what one of them needs. */
    private static final int WARM_UP_REQUESTS = 1000;

    /** And what they have in common. */
    private static final int WARM_UP_SECONDS = 60;

    private static final int WARM_UP_TURN = 20;

    private static final int SQL_RUNS = 2;
    private static final double MS = 1000;

    /**
     * The fastest of the statements.
     *
     * @param ms its best time
     * @param allMs the best time of each statement
     */
    private record BestSql(String statement, double ms, List<Double> allMs) {}

    List<Figure> figures() throws Exception {
        warmUp();
        List<Figure> figures = new ArrayList<>();
        for (SummaryCase summary : SummaryCase.all()) {
            figures.addAll(figures(summary));
        }
        return figures;
    }

    /** All of them by turns, so that the one which is measured first has no worse of it than the last. */
    private void warmUp() {
        long end = System.nanoTime() + Duration.ofSeconds(WARM_UP_SECONDS).toNanos();
        while (System.nanoTime() < end) {
            for (SummaryCase summary : SummaryCase.all()) {
                ask(summary, large, WARM_UP_TURN);
                ask(summary, small, WARM_UP_TURN);
            }
        }
    }

    private List<Figure> figures(SummaryCase summary) throws Exception {
        Numbers answer = summary.reading()
                .apply(testbed.as(large).get(summary.pathFor(large)).orThrow());
        BestSql sql = bestSql(summary, answer);
        Latencies latencies = new Latencies();
        Latencies ofSmall = new Latencies();
        askByTurns(summary, latencies, ofSmall);
        double p50 = latencies.percentileMs(50);
        double p99 = latencies.percentileMs(99);
        double smallP50 = ofSmall.percentileMs(50);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("requests", latencies.count());
        details.put("p50_ms", p50);
        details.put("p99_ms", p99);
        details.put("p50_ms_of_small_account", smallP50);
        details.put("sql_ms", sql.ms());
        details.put("sql_ms_of_each_statement", sql.allMs());
        details.put("sql", sql.statement());
        String time = "p50 %.2f ms".formatted(p50);
        return List.of(
                new Figure(
                        summary.name() + ": times faster than SQL",
                        time,
                        "SQL: %,.0f ms".formatted(sql.ms()),
                        sql.ms() / p50,
                        Target.atLeastInFullSize(SPEED_UP),
                        details),
                new Figure(summary.name() + ": p50, ms", time, "", p50, Target.atMost(MOST_P50_MS), Map.of()),
                new Figure(
                        summary.name() + ": p99, ms",
                        "p99 %.2f ms".formatted(p99),
                        "%d requests".formatted(latencies.count()),
                        p99,
                        Target.atMost(MOST_P99_MS),
                        Map.of()),
                new Figure(
                        summary.name() + ": p50, 100 times the events",
                        time,
                        "small: p50 %.2f ms".formatted(smallP50),
                        p50 / smallP50,
                        Target.atMost(MOST_GROWTH),
                        Map.of()));
    }

    private BestSql bestSql(SummaryCase summary, Numbers answer) throws Exception {
        List<Double> times = new ArrayList<>();
        try (Connection connection = testbed.database().connect()) {
            for (String statement : summary.statements()) {
                String sql = SummaryCase.sqlFor(large, statement);
                answer.requireEqual(summary.name(), testbed.database().numbers(connection, sql));
                times.add(bestMs(connection, sql));
            }
        }
        double best = Collections.min(times);
        return new BestSql(summary.statements().get(times.indexOf(best)), best, times);
    }

    /** After a run that filled the caches. */
    private double bestMs(Connection connection, String sql) throws SQLException {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < SQL_RUNS; run++) {
            CpuClock clock = CpuClock.start();
            testbed.database().numbers(connection, sql);
            best = Math.min(best, clock.elapsedSeconds() * MS);
        }
        return best;
    }

    /** The service gets warmer, and other programs come and go: both accounts have their share of that. */
    private void askByTurns(SummaryCase summary, Latencies ofLarge, Latencies ofSmall) {
        ask(summary, large, WARM_UP_REQUESTS);
        ask(summary, small, WARM_UP_REQUESTS);
        for (int round = 0; round < ROUNDS; round++) {
            ofLarge.addAll(ask(summary, large, options.requests() / ROUNDS));
            ofSmall.addAll(ask(summary, small, options.requests() / ROUNDS));
        }
    }

    /** One client; stops early where answers take long, but not before the second. */
    private Latencies ask(SummaryCase summary, BenchAccount account, int requests) {
        Request request = Request.get(summary.pathFor(account));
        long end = System.nanoTime() + Duration.ofSeconds(options.seconds()).toNanos();
        int[] asked = {0};
        return load.run(testbed.service().url(), account.key(), 1, () -> {
                    boolean more = asked[0] < 2 || (asked[0] < requests && System.nanoTime() < end);
                    asked[0]++;
                    return more ? Optional.of(request) : Optional.empty();
                })
                .latencies();
    }
}
