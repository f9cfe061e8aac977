package dev.tally.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Events as a team's gateway would post them in 30 days: a few models, projects and people make most of the calls,
 * durations are log-normal, times ascend but for a minute of disorder. An event depends on its number and the seed alone, so
 * that every run loads the same. Written as bytes directly, because the machine that measures also serves.
 *
 * @param events of all 30 days
 * @param taskEvery one event in this many belongs to a task of five; 0 for none
 */
record Traffic(long events, long seed, int taskEvery) {
    static final LocalDate FIRST_DAY = LocalDate.parse("2026-09-10");
    static final int DAYS = 30;
    static final int EMAILS = 60;

    /** One that many calls belong to, so that filters have something to find. */
    static final String A_PROJECT = project(0).toString();

    static final String A_MODEL = Model.ALL.get(0).name;
    static final String A_PROVIDER = Model.ALL.get(0).provider;

    private static final int PROJECTS = 25;
    private static final int EVENTS_PER_TASK = 5;
    private static final long DAY_MS = 24 * 60 * 60 * 1000L;
    private static final long DISORDER_MS = 60_000;
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final List<String> OPERATIONS = List.of("chat", "embed", "search", "rerank", "image");

    private static final List<byte[]> DAY_TEXTS = IntStream.range(0, DAYS)
            .mapToObj(day -> bytes(FIRST_DAY.plusDays(day) + "T"))
            .toList();
    private static final List<byte[]> MODEL_TEXTS = Model.ALL.stream()
            .map(model -> bytes("\",\"model\":\"" + model.name + "\",\"provider\":\"" + model.provider))
            .toList();
    private static final List<byte[]> OPERATION_TEXTS = OPERATIONS.stream()
            .map(operation -> bytes("\",\"operation\":\"" + operation))
            .toList();
    private static final List<byte[]> PROJECT_TEXTS = IntStream.range(0, PROJECTS)
            .mapToObj(project -> bytes("\",\"project_id\":\"" + project(project) + "\",\"project_name\":\"Project "
                    + (char) ('A' + project)))
            .toList();
    private static final List<byte[]> EMAIL_TEXTS = IntStream.range(0, EMAILS)
            .mapToObj(person -> bytes("\",\"email\":\"person" + person + "@example.com\""))
            .toList();

    private static final Zipf MODEL_CHOICE = new Zipf(Model.ALL.size());
    private static final Zipf OPERATION_CHOICE = new Zipf(OPERATIONS.size());
    private static final Zipf PROJECT_CHOICE = new Zipf(PROJECTS);
    private static final Zipf EMAIL_CHOICE = new Zipf(EMAILS);

    /**
     * A model, its provider, and how long its calls take.
     *
     * @param medianMs half of its calls are faster
     * @param spread the standard deviation of the duration's logarithm
     */
    private record Model(String name, String provider, double medianMs, double spread) {
        private static final List<Model> ALL = List.of(
                new Model("gpt-4o", "openai", 900, 0.7),
                new Model("claude-opus-4", "anthropic", 2400, 0.8),
                new Model("gpt-4o-mini", "openai", 350, 0.6),
                new Model("gemini-2.5-pro", "google", 1500, 0.9),
                new Model("claude-sonnet-4", "anthropic", 1100, 0.7),
                new Model("mistral-large", "mistral", 800, 0.5),
                new Model("gemini-2.5-flash", "google", 300, 0.6),
                new Model("o3", "openai", 6000, 1.0),
                new Model("claude-haiku-4", "anthropic", 400, 0.5),
                new Model("codestral", "mistral", 250, 0.4),
                new Model("text-embedding-3", "openai", 60, 0.4),
                new Model("gemini-embedding", "google", 80, 0.4));
    }

    /** The instant before which all events happened. */
    static Instant end() {
        return FIRST_DAY.plusDays(DAYS).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Writes the event with this number, from 0, as a JSON object. */
    void write(long number, ByteWriter to) {
        SplittableRandom random = new SplittableRandom(seed * GAMMA + number);
        to.text("{\"id\":\"call-").number(number).text("\",\"time\":\"");
        writeTime(number, random, to);
        int model = MODEL_CHOICE.next(random);
        to.bytes(MODEL_TEXTS.get(model)).bytes(OPERATION_TEXTS.get(OPERATION_CHOICE.next(random)));
        to.bytes(PROJECT_TEXTS.get(PROJECT_CHOICE.next(random)));
        to.bytes(EMAIL_TEXTS.get(EMAIL_CHOICE.next(random)));
        writeTask(number, to);
        writeOutcome(Model.ALL.get(model), random, to);
        writeUsage(random, to);
        to.text("}");
    }

    private void writeTime(long number, SplittableRandom random, ByteWriter to) {
        long span = DAYS * DAY_MS;
        long ascending = (long) ((double) number / events * (span - DISORDER_MS));
        long ms = Math.min(span - 1, ascending + random.nextLong(DISORDER_MS));
        long ofDay = ms % DAY_MS;
        to.bytes(DAY_TEXTS.get((int) (ms / DAY_MS)))
                .digits(ofDay / 3_600_000, 2)
                .text(":");
        to.digits(ofDay / 60_000 % 60, 2).text(":").digits(ofDay / 1000 % 60, 2);
        to.text(".").digits(ofDay % 1000, 3).text("Z");
    }

    private void writeTask(long number, ByteWriter to) {
        if (taskEvery == 0 || number % taskEvery != 0) {
            return;
        }
        long member = number / taskEvery;
        boolean last = member % EVENTS_PER_TASK == EVENTS_PER_TASK - 1;
        to.text(",\"task_id\":\"task-").number(member / EVENTS_PER_TASK);
        to.text(last ? "\",\"task_status\":\"completed\"" : "\",\"task_status\":\"running\"");
    }

    private static void writeOutcome(Model model, SplittableRandom random, ByteWriter to) {
        int die = random.nextInt(100);
        int status = die < 96 ? 200 : die < 99 ? 429 : 503;
        to.text(status == 200 ? ",\"success\":true" : ",\"success\":false");
        to.text(",\"http_status\":").number(status);
        double ms = model.medianMs * Math.exp(model.spread * random.nextGaussian());
        to.text(",\"duration_ms\":").number(Math.round(ms));
    }

    private static void writeUsage(SplittableRandom random, ByteWriter to) {
        long input = random.nextLong(8000);
        long output = random.nextLong(1500);
        long micros = input * 3 + output * 12;
        to.text(",\"input_tokens\":").number(input).text(",\"output_tokens\":").number(output);
        to.text(",\"cached_input_tokens\":").number(input / 4);
        to.text(",\"cost\":").number(micros / 1_000_000).text(".").digits(micros % 1_000_000, 6);
        to.text(",\"credits\":").number(random.nextLong(3)).text(".").digits(random.nextLong(100), 2);
        to.text(",\"synapses\":").number(random.nextLong(20)).text(".5");
        to.text(",\"steps\":")
                .number(random.nextLong(8))
                .text(",\"tool_calls\":")
                .number(random.nextLong(4));
        if (random.nextInt(20) == 0) {
            to.text(",\"byok\":true,\"neo_cost\":0.25,\"llm_cost\":0.").digits(micros % 1_000_000, 6);
        }
    }

    private static UUID project(int number) {
        return new UUID(0x7a11_0000_0000_4000L, 0x8000_0000_0000_0000L + number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Picks 0 most often, 1 half as often, 2 a third as often, and so on (Zipf's law). */
    private static final class Zipf {
        private static final int PRECISION = 1 << 16;
        private final short[] choices = new short[PRECISION];

        Zipf(int size) {
            double total = IntStream.rangeClosed(1, size)
                    .mapToDouble(rank -> 1.0 / rank)
                    .sum();
            int filled = 0;
            double upTo = 0;
            for (short choice = 0; choice < size; choice++) {
                upTo += 1.0 / (choice + 1) / total;
                int end = choice == size - 1 ? PRECISION : (int) (upTo * PRECISION);
                while (filled < end) {
                    choices[filled++] = choice;
                }
            }
        }

        int next(SplittableRandom random) {
            return choices[random.nextInt(PRECISION)];
        }
    }
}
