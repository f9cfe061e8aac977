package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/**
 * Whatever is voided, corrected and posted again, and whatever is rolled meanwhile: the answers are those of an account that
 * only ever got the events that are left, and those of the {@link Oracle}. {@code -Doracle.seed=…} repeats a run,
 * {@code -Doracle.rounds=…} sets its length.
 */
@QuarkusTest
class CorrectionOracleTest {
    private static final int ROUNDS = Integer.getInteger("oracle.rounds", 5);
    private static final int MOST_EVENTS = 25;
    private static final int CHANGES_PER_ROUND = 12;
    private static final int QUESTIONS_PER_ROUND = 8;
    private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
    private static final List<String> SUMMARIES = List.of(
            "/neo/api/v1/usage/summary?from=2011-01-01&to=2026-11-20&group_by=week",
            "/surnex/v1/usage?from=2011-01-01T00:00:00Z&to=2026-11-20T00:00:00Z",
            "/agentgate/api/v1/usage/summary?startDate=2011-01-01&endDate=2026-11-20");

    @Test
    void answersAreThoseOfAnAccountThatOnlyGotWhatIsLeft() {
        JqwikSession.run(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                play(SEED + round);
            }
        });
    }

    private static void play(long seed) {
        Random random = new Random(seed);
        List<SampleEvent> posted = first(drawn(Samples.events(), random));
        List<SampleEvent> others = drawn(Samples.events(), random);
        Scene corrected = Scene.open();
        corrected.post(posted, random);
        Map<String, SampleEvent> left = new LinkedHashMap<>();
        posted.forEach(event -> left.put(event.id(), event));
        for (int i = 0; i < CHANGES_PER_ROUND && !posted.isEmpty() && !others.isEmpty(); i++) {
            SampleEvent other = others.get(random.nextInt(others.size()));
            change(corrected, left, other.withId("e" + random.nextInt(posted.size())), random);
            corrected.rollPerhaps(random);
        }
        Scene fresh = Scene.open();
        List<SampleEvent> events = new ArrayList<>(left.values());
        fresh.post(events, random);
        compare(seed, corrected, fresh, events, random);
    }

    private static void change(Scene scene, Map<String, SampleEvent> left, SampleEvent event, Random random) {
        int found = left.containsKey(event.id()) ? 0 : 404;
        if (random.nextBoolean()) {
            scene.correct(event, found == 0 ? 200 : found);
            left.computeIfPresent(event.id(), (id, before) -> event);
        } else if (found == 404 && random.nextBoolean()) {
            scene.postNew(event);
            left.put(event.id(), event);
        } else {
            scene.voidEvent(event.id(), found == 0 ? 204 : found);
            left.remove(event.id());
        }
    }

    private static void compare(long seed, Scene corrected, Scene fresh, List<SampleEvent> events, Random random) {
        Oracle oracle = new Oracle(events);
        for (int i = 0; i < QUESTIONS_PER_ROUND; i++) {
            Question question = drawn(Samples.question(events), random);
            String what = "oracle.seed=" + seed + " " + question;
            JsonNode answer = corrected.ask(question);
            new Verdict(oracle, question, answer, what).check();
            assertEquals(lasting(fresh.ask(question)), lasting(answer), what);
        }
        SUMMARIES.forEach(path -> assertEquals(
                lasting(fresh.get(path)), lasting(corrected.get(path)), "oracle.seed=" + seed + " " + path));
    }

    /** An answer without what is different whenever it is asked for. */
    private static JsonNode lasting(JsonNode answer) {
        return ((ObjectNode) answer).without(List.of("freshness", "request_id", "account_id"));
    }

    private static List<SampleEvent> first(List<SampleEvent> events) {
        return events.subList(0, Math.min(MOST_EVENTS, events.size()));
    }

    private static <T> T drawn(Arbitrary<T> arbitrary, Random random) {
        return arbitrary.generator(1000).next(random).value();
    }
}
