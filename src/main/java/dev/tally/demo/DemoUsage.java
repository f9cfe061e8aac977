package dev.tally.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A month of plausible usage, the same for the same end: agents working on tasks for several projects, most calls short,
 * a few failing, some on the customer's own provider key.
 *
 * @param end when the usage ends, UTC; it begins {@value #DAYS} days before
 * @param emails who uses it
 * @param eventsPerDay on an average day
 */
record DemoUsage(Instant end, List<String> emails, int eventsPerDay) {
    static final int DAYS = 30;

    private static final int SEED = 20_261_001;
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int CALLS_PER_TASK = 6;

    private static final List<DemoModel> MODELS = List.of(
            DemoModel.of("gpt-4o-mini", "openai", "0.15", "0.60", 700),
            DemoModel.of("gpt-4o-mini", "openai", "0.15", "0.60", 700),
            DemoModel.of("gpt-4o", "openai", "2.50", "10.00", 1600),
            DemoModel.of("claude-sonnet-4-20250514", "anthropic", "3.00", "15.00", 2400),
            DemoModel.of("claude-opus-4-20250514", "anthropic", "15.00", "75.00", 4200),
            DemoModel.of("gemini-2.5-flash", "google", "0.30", "2.50", 900));

    private static final List<String> PROJECTS = List.of("Search", "Support", "Billing", "Research");
    private static final List<String> OPERATIONS = List.of("chat", "chat", "chat", "embeddings", "search_live");
    private static final List<String> TASK_STATUSES =
            List.of("completed", "completed", "completed", "failed", "aborted");
    private static final List<String> SNAPSHOT_STATUSES =
            List.of("complete", "complete", "partial", "running", "failed");
    private static final List<Integer> FAILURES = List.of(400, 429, 429, 500, 503);

    /** The events, oldest first, one JSON object a line. */
    String lines() {
        Random random = new Random(SEED);
        return IntStream.range(0, DAYS * eventsPerDay)
                .mapToObj(i -> DemoClient.json(event(i, random)))
                .collect(Collectors.joining("\n"));
    }

    private Map<String, Object> event(int i, Random random) {
        int task = i / CALLS_PER_TASK;
        int project = task % PROJECTS.size();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "demo-" + i);
        event.put("time", timeOf(i).toString());
        event.put("email", emails.get(task % emails.size()));
        event.put("project_id", "00000000-0000-4000-8000-00000000000" + project);
        event.put("project_name", PROJECTS.get(project));
        event.put("operation", pick(OPERATIONS, random));
        event.put("profile", task % 3 == 0 ? "careful" : "fast");
        putWork(event, i, task);
        putOutcome(event, random);
        putUsage(event, pick(MODELS, random), task % 9 == 0, random);
        return event;
    }

    private Instant timeOf(int i) {
        long minutes = (long) (i + 1) * MINUTES_PER_DAY / eventsPerDay;
        return end.minus(DAYS, ChronoUnit.DAYS)
                .plus(minutes, ChronoUnit.MINUTES)
                .minusSeconds(i % 60);
    }

    /** The last event of a task and of a snapshot says how it ended. */
    private static void putWork(Map<String, Object> event, int i, int task) {
        boolean last = i % CALLS_PER_TASK == CALLS_PER_TASK - 1;
        event.put("task_id", "task-" + task);
        event.put("task_status", last ? TASK_STATUSES.get(task % TASK_STATUSES.size()) : "running");
        event.put("work_order_id", "wo-" + task / 4);
        event.put("run_id", "run-" + task);
        if (task % 5 == 0) {
            event.put("snapshot_id", "snapshot-" + task);
            event.put("snapshot_status", last ? SNAPSHOT_STATUSES.get(task / 5 % SNAPSHOT_STATUSES.size()) : "running");
        }
    }

    private static void putOutcome(Map<String, Object> event, Random random) {
        event.put("http_status", random.nextInt(40) == 0 ? pick(FAILURES, random) : Integer.valueOf(200));
        event.put("steps", 1 + random.nextInt(4));
        event.put("tool_calls", random.nextInt(3));
        event.put("agent_triggers", random.nextInt(10) == 0 ? 1 : 0);
    }

    private static void putUsage(Map<String, Object> event, DemoModel model, boolean byok, Random random) {
        long input = 200 + Math.round(Math.exp(4 + 1.5 * Math.abs(random.nextGaussian())) * 10);
        long output = 20 + Math.round(Math.exp(3 + 1.2 * Math.abs(random.nextGaussian())) * 4);
        BigDecimal cost = model.cost(input, output);
        event.put("model", model.name());
        event.put("provider", model.provider());
        event.put("duration_ms", Math.round(model.typicalMs() * Math.exp(0.5 * random.nextGaussian())));
        event.put("input_tokens", input);
        event.put("output_tokens", output);
        event.put("cached_input_tokens", random.nextInt(3) == 0 ? input / 2 : 0);
        event.put("cost", cost);
        event.put("llm_cost", cost);
        event.put("byok", byok);
        // A credit is worth ten cents; on the customer's own key the platform takes a tenth of that.
        event.put(byok ? "neo_cost" : "credits", byok ? cost : cost.movePointRight(1));
        event.put("synapses", input + output);
        event.put("neurons", BigDecimal.valueOf(input + output).movePointLeft(2));
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
