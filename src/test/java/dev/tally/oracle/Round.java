package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.Arbitrary;

/**
 * An account, its events, and what is asked of it. Whatever is rolled meanwhile and by whomever, each answer is the one that
 * the {@link Oracle} computes.
 *
 * @param administrators of each instance of the service
 * @param cellsRead for the answers to questions of the native API
 * @param seed of what happens; what happens at the same time also depends on who is faster
 */
record Round(List<ServiceClient> administrators, long seed, LongAdder cellsRead) {
    private static final int QUESTIONS = 8;
    private static final int CLIENTS = 3;
    private static final int CHANGES = 12;
    private static final Granularity[] PERIODS = {null, Granularity.DAY, Granularity.WEEK, Granularity.MONTH};

    /** An account with what is left of its events. */
    record Played(Scene scene, List<SampleEvent> events) {}

    /** Some dozens of events. */
    Played play() throws Exception {
        Random random = new Random(seed);
        List<SampleEvent> events = drawn(Samples.events(), random);
        Scene scene = Scene.open(administrators, Samples.zone(random));
        if (random.nextInt(3) == 0) {
            Random asking = new Random(random.nextLong());
            Together.during(
                    () -> scene.postTogether(events, CLIENTS, random),
                    List.of(rolling(scene, random), () -> requireConsistency(scene, asking)));
        } else {
            scene.post(events, random);
        }
        List<SampleEvent> left = random.nextBoolean() ? events : changed(scene, events, random);
        askAll(scene, left, random);
        return new Played(scene, left);
    }

    /**
     * Asks again where events before a time are kept only added up: an answer is what it was, or says that it would need them.
     *
     * @return how many questions that reach back were answered
     */
    int playAfterRetention(Played played, Instant keptSince) throws Exception {
        Random random = new Random(seed);
        Oracle oracle = new Oracle(played.events());
        int answered = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            Action.any(random).on(played.scene(), random);
            Question any = drawn(Samples.question(played.events()), random);
            Question question = random.nextInt(4) == 0 ? any : any.atWholeHours();
            Answer answer = played.scene().answer(question.path(), random);
            if (answer.status() == 422) {
                assertTrue(question.reachesBeyond(keptSince), () -> what(question + " needs nothing older: " + answer));
                assertTrue(answer.text().contains("Events before " + keptSince), answer.text());
            } else {
                new Verdict(oracle, question, answer.orThrow(), what(question + " after retention")).check();
                answered += question.reachesBeyond(keptSince) ? 1 : 0;
            }
        }
        return answered;
    }

    /** Voids, corrects and posts again some of the events, while others are rolled; what is left of them. */
    private static List<SampleEvent> changed(Scene scene, List<SampleEvent> events, Random random) throws IOException {
        Map<String, SampleEvent> left = new LinkedHashMap<>();
        events.forEach(event -> left.put(event.id(), event));
        List<SampleEvent> others = drawn(Samples.events(), random);
        for (int i = 0; i < CHANGES && !events.isEmpty() && !others.isEmpty(); i++) {
            String id = events.get(random.nextInt(events.size())).id();
            change(scene, left, others.get(random.nextInt(others.size())).withId(id), random);
            Action.any(random).on(scene, random);
        }
        return List.copyOf(left.values());
    }

    private static void change(Scene scene, Map<String, SampleEvent> left, SampleEvent event, Random random)
            throws IOException {
        if (!left.containsKey(event.id())) {
            scene.postAgain(event, random);
            left.put(event.id(), event);
        } else if (random.nextBoolean()) {
            scene.correct(event, random);
            left.put(event.id(), event);
        } else {
            scene.voidEvent(event.id(), random);
            left.remove(event.id());
        }
    }

    /** About a thousand events, up to which percentiles are exact, or some more. */
    void playCrowd(int events) throws Exception {
        Random random = new Random(seed);
        List<SampleEvent> crowd = Samples.crowd(events, random);
        Scene scene = Scene.open(administrators, Samples.zone(random));
        scene.post(crowd, random);
        Oracle oracle = new Oracle(crowd);
        askCrowd(scene, oracle, crowd.get(0).time().plusSeconds(86_400), random);
        scene.administer("roll", random);
        // Another window: an answer that was given before is not computed again.
        askCrowd(scene, oracle, crowd.get(0).time().plusSeconds(86_401), random);
    }

    private void askCrowd(Scene scene, Oracle oracle, Instant to, Random random) throws Exception {
        Question everything = Question.window(null, to, scene.zone());
        asking(scene, oracle, everything, random).run();
        asking(scene, oracle, everything.by(Dimension.OPERATION), random).run();
        asking(scene, oracle, new SurnexQuestion(everything), random).run();
    }

    /** Something that may fail. */
    private interface Part extends Together.Part {}

    /** Half of the time while others roll the account. */
    private void askAll(Scene scene, List<SampleEvent> events, Random random) throws Exception {
        Oracle oracle = new Oracle(events);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            parts.add(asking(scene, oracle, drawn(Samples.question(events), random), random));
        }
        dialectQuestions(scene, events, random).forEach(question -> parts.add(asking(scene, oracle, question, random)));
        Together.Part asking = () -> {
            for (Part part : parts) {
                part.run();
            }
        };
        if (random.nextBoolean()) {
            Together.during(asking, List.of(rolling(scene, random), rolling(scene, random)));
        } else {
            asking.run();
        }
    }

    private static Together.Part rolling(Scene scene, Random random) {
        Random own = new Random(random.nextLong());
        return () -> Action.anyRoll(own).on(scene, own);
    }

    private Part asking(Scene scene, Oracle oracle, Question question, Random random) {
        return () -> {
            JsonNode answer = scene.ask(question.path(), random);
            cellsRead.add(answer.at("/explain/rows/cells").asLong());
            new Verdict(oracle, question, answer, what(question.toString())).check();
        };
    }

    private Part asking(Scene scene, Oracle oracle, DialectQuestion question, Random random) {
        return () -> {
            JsonNode answer = scene.ask(question.path(), random);
            JsonNode expected = question.expected(oracle, Instant.now(), answer);
            ((ObjectNode) answer).remove(question.unknown());
            assertEquals(
                    DialectQuestion.canonical(expected),
                    DialectQuestion.canonical(answer),
                    () -> what(question.toString()));
        };
    }

    private static List<DialectQuestion> dialectQuestions(Scene scene, List<SampleEvent> events, Random random) {
        Question window = anyWindow(scene, events, random);
        Question inZone = new Question(
                window.from(), window.to(), window.filters(), List.of(), PERIODS[random.nextInt(4)], scene.zone());
        Question surnex = window;
        Question agentGate = window;
        if (random.nextBoolean()) {
            surnex = surnex.where(Dimension.PROJECT, Samples.value(Dimension.PROJECT, random));
            agentGate = agentGate.where(Dimension.MODEL, Samples.value(Dimension.MODEL, random));
        }
        if (random.nextBoolean()) {
            surnex = surnex.where(Dimension.PROVIDER, Samples.value(Dimension.PROVIDER, random));
        }
        if (random.nextInt(3) == 0) {
            agentGate = agentGate.where(Dimension.WORK_ORDER, Samples.value(Dimension.WORK_ORDER, random));
        }
        if (random.nextInt(4) == 0) {
            agentGate = agentGate.where(Dimension.RUN, Samples.value(Dimension.RUN, random));
        }
        Instant start =
                window.from() == null ? window.to().minusSeconds(random.nextInt(2_000_000) + 1L) : window.from();
        return List.of(
                new NeoQuestion(inZone),
                new SurnexQuestion(surnex),
                new AgentGateQuestion(agentGate),
                new UmbracoQuestion(Question.window(start, window.to(), scene.zone())),
                new FreddyQuestion(scene.id(), scene.zone()));
    }

    private static Question anyWindow(Scene scene, List<SampleEvent> events, Random random) {
        Question any = drawn(Samples.question(events), random);
        return Question.window(any.from(), any.to(), scene.zone());
    }

    /** While events come in, an answer has at least those that were acknowledged, and adds up in itself. */
    private void requireConsistency(Scene scene, Random random) throws IOException {
        int least = scene.recorded();
        JsonNode answer = scene.ask("/v1/query?group_by=model,operation&granularity=week", random);
        int most = scene.sent();
        int events = answer.at("/totals/events").asInt();
        assertTrue(least <= events && events <= most, () -> what(least + " <= " + events + " <= " + most));
        Verdict.requireConsistency(answer, what("while events come in"));
    }

    private String what(String question) {
        return "oracle.seed=" + seed + " " + question;
    }

    private static <T> T drawn(Arbitrary<T> arbitrary, Random random) {
        return arbitrary.generator(1000).next(random).value();
    }
}
