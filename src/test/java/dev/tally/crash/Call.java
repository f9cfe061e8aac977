package dev.tally.crash;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * An event as a client knows it.
 *
 * @param task null where it belongs to none
 */
record Call(
        String id,
        Instant time,
        String model,
        String email,
        boolean success,
        long durationMs,
        long inputTokens,
        long outputTokens,
        BigDecimal cost,
        BigDecimal credits,
        long steps,
        String task) {

    static final Instant FIRST_DAY = Instant.parse("2026-09-29T00:00:00Z");

    /** Across the end of a month, and so of a partition. */
    private static final long WINDOW_SECONDS = 3 * 24 * 60 * 60;

    private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "claude-opus-4", "gemini-2.5-pro");
    private static final List<String> EMAILS = List.of("ada@example.com", "alan@example.com", "grace@example.com");
    private static final int CALLS_PER_TASK = 5;

    /** The call with this number of a client, the same whenever it is asked for. */
    static Call of(long seed, String client, int number) {
        Random random = new Random(seed + number * 31L + client.hashCode());
        return new Call(
                client + "-" + number,
                FIRST_DAY.plusSeconds(random.nextLong(WINDOW_SECONDS)).plusNanos(random.nextInt(1000) * 1000L),
                MODELS.get(random.nextInt(MODELS.size())),
                EMAILS.get(random.nextInt(EMAILS.size())),
                random.nextInt(20) > 0,
                random.nextInt(60_000),
                random.nextInt(10_000),
                random.nextInt(2_000),
                BigDecimal.valueOf(random.nextInt(5_000_000), 6),
                BigDecimal.valueOf(random.nextInt(500), 2),
                random.nextInt(10),
                random.nextInt(4) == 0 ? "task-" + client + "-" + number / CALLS_PER_TASK : null);
    }

    String json() {
        return "{\"id\":\"" + id + "\",\"time\":\"" + time + "\",\"model\":\"" + model + "\",\"provider\":\"p-" + model
                + "\",\"operation\":\"chat\",\"email\":\"" + email + "\",\"success\":" + success + ",\"duration_ms\":"
                + durationMs + ",\"input_tokens\":" + inputTokens + ",\"output_tokens\":" + outputTokens + ",\"cost\":"
                + cost.toPlainString() + ",\"credits\":" + credits.toPlainString() + ",\"steps\":" + steps
                + (task == null ? "" : ",\"task_id\":\"" + task + "\",\"task_status\":\"completed\"") + "}";
    }
}
