package dev.tally.oracle;

import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Random events and questions. Values come from small sets, so that groups, filters and units of work meet; times lie
 * around moments at which clocks do something odd.
 */
final class Samples {
    /** The clock changes of New York 2026, Samoa's missing day, a leap day, and a plain Thursday. */
    private static final List<Instant> ODD_MOMENTS = List.of(
            Instant.parse("2026-03-08T07:00:00Z"),
            Instant.parse("2026-11-01T06:00:00Z"),
            Instant.parse("2011-12-30T10:00:00Z"),
            Instant.parse("2024-02-29T12:00:00Z"),
            Instant.parse("2026-10-01T12:00:00Z"));

    static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Asia/Kolkata"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Apia"));

    private static final Map<Dimension, List<String>> VALUES = Map.of(
            Dimension.MODEL, List.of("gpt-4o", "claude-opus-4", "ünïcode 模型", "a/b?c&d"),
            Dimension.PROVIDER, List.of("openai", "anthropic", "dataforseo"),
            Dimension.OPERATION, List.of("chat", "embed"),
            Dimension.PROJECT,
                    List.of(
                            "11111111-1111-4111-8111-111111111111",
                            "22222222-2222-4222-8222-222222222222",
                            "33333333-3333-4333-8333-333333333333"),
            Dimension.EMAIL, List.of("ada@example.com", "alan@example.com"),
            Dimension.WORK_ORDER, List.of("wo-1", "wo-2", "wo-3", "wo-4"),
            Dimension.RUN, List.of("run-1", "run-2"),
            Dimension.PROFILE, List.of("fast", "careful"));

    static final List<String> SNAPSHOT_STATUSES = List.of("queued", "running", "complete", "partial", "failed");

    private Samples() {}

    /** Events with ids {@code e0, e1, …}, all within a few weeks of one odd moment. */
    static Arbitrary<List<SampleEvent>> events() {
        return Arbitraries.of(ODD_MOMENTS).flatMap(moment -> Arbitraries.integers()
                .between(0, 60)
                .flatMap(count -> Arbitraries.randomValue(random -> IntStream.range(0, count)
                        .mapToObj(i -> new EventDice(random, moment).event("e" + i))
                        .toList())));
    }

    /** Events with ids {@code e0, e1, …} of a few hours and kinds, which differ in how long they took. */
    static List<SampleEvent> crowd(int count, Random random) {
        Instant moment = ODD_MOMENTS.get(random.nextInt(ODD_MOMENTS.size()));
        EventDice dice = new EventDice(random, moment);
        List<SampleEvent> kinds =
                IntStream.range(0, 5).mapToObj(i -> dice.event("kind")).toList();
        return IntStream.range(0, count)
                .mapToObj(i -> kinds.get(random.nextInt(kinds.size()))
                        .another("e" + i, moment.plusSeconds(random.nextInt(10_000)), dice.durationMs()))
                .toList();
    }

    static ZoneId zone(Random random) {
        return ZONES.get(random.nextInt(ZONES.size()));
    }

    /** A value of a dimension that events may have. */
    static String value(Dimension dimension, Random random) {
        List<String> values = VALUES.get(dimension);
        return values.get(random.nextInt(values.size()));
    }

    /** A question about a window near some of the events. */
    static Arbitrary<Question> question(List<SampleEvent> events) {
        return Arbitraries.randomValue(random -> {
            Instant pivot = events.isEmpty()
                    ? ODD_MOMENTS.get(0)
                    : events.get(random.nextInt(events.size())).time();
            Duration reach = Duration.ofMinutes(15L << random.nextInt(13));
            Instant from = random.nextInt(4) == 0 ? null : pivot.minus(reach);
            Instant to = pivot.plus(Duration.ofMinutes(1L << random.nextInt(16)));
            Granularity[] widths = Granularity.values();
            return new Question(
                    from,
                    to,
                    filters(random),
                    dimensions(random, 2),
                    random.nextInt(4) == 0 ? null : widths[random.nextInt(widths.length)],
                    ZONES.get(random.nextInt(ZONES.size())));
        });
    }

    private static Map<Dimension, Set<String>> filters(Random random) {
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        dimensions(random, 2).forEach(dimension -> {
            List<String> values = VALUES.get(dimension);
            String one = values.get(random.nextInt(values.size()));
            String other = values.get(random.nextInt(values.size()));
            filters.put(dimension, one.equals(other) ? Set.of(one) : Set.of(one, other));
        });
        return filters;
    }

    private static List<Dimension> dimensions(Random random, int most) {
        List<Dimension> all = new ArrayList<>(Dimension.ALL);
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, random.nextInt(most + 1)));
    }

    /** Throws the dice for one event. */
    private record EventDice(Random random, Instant moment) {
        SampleEvent event(String id) {
            Instant time = moment.plus(random.nextLong(-20L * 24 * 3600, 20L * 24 * 3600), ChronoUnit.SECONDS);
            boolean task = random.nextInt(3) > 0;
            boolean snapshot = random.nextInt(4) == 0;
            String project = value(Dimension.PROJECT);
            long input = random.nextInt(5000);
            return new SampleEvent(
                    id,
                    time,
                    value(Dimension.MODEL),
                    value(Dimension.PROVIDER),
                    value(Dimension.OPERATION),
                    project,
                    project == null || random.nextBoolean() ? null : "Name " + random.nextInt(3),
                    value(Dimension.EMAIL),
                    value(Dimension.PROFILE),
                    value(Dimension.WORK_ORDER),
                    value(Dimension.RUN),
                    task ? "t" + random.nextInt(6) : null,
                    task && random.nextBoolean()
                            ? List.of("completed", "failed").get(random.nextInt(2))
                            : null,
                    task && random.nextInt(4) == 0 ? time.minusSeconds(random.nextInt(900_000)) : null,
                    snapshot ? "s" + random.nextInt(4) : null,
                    snapshot && random.nextBoolean() ? SNAPSHOT_STATUSES.get(random.nextInt(5)) : null,
                    random.nextInt(3) == 0 ? random.nextBoolean() : null,
                    random.nextInt(3) == 0
                            ? null
                            : List.of(200, 201, 302, 400, 429, 500, 503).get(random.nextInt(7)),
                    durationMs(),
                    input,
                    random.nextInt(3000),
                    random.nextLong(input + 1),
                    decimal(4),
                    decimal(2),
                    random.nextInt(4) == 0,
                    decimal(7),
                    decimal(3),
                    decimal(1),
                    decimal(0),
                    random.nextInt(10),
                    random.nextInt(10),
                    random.nextInt(3));
        }

        private Long durationMs() {
            return random.nextInt(4) == 0 ? null : (long) random.nextInt(60_000);
        }

        private String value(Dimension dimension) {
            List<String> values = VALUES.get(dimension);
            int choice = random.nextInt(values.size() + 1);
            return choice == values.size() ? null : values.get(choice);
        }

        private BigDecimal decimal(int scale) {
            return BigDecimal.valueOf(random.nextInt(100_000), scale);
        }
    }
}
