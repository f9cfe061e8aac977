package dev.tally.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.RawAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The events that the service said it has, by what one client sent; nobody else voids or corrects them. */
final class Ledger {
    private final Findings findings;
    private final Map<String, Map<String, BigDecimal>> events = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    Ledger(Findings findings) {
        this.findings = findings;
    }

    boolean has(String id) {
        return events.containsKey(id);
    }

    /** The id of one that is there, or of none if there is none yet. */
    String someEvent(Random random) {
        while (!ids.isEmpty()) {
            int place = random.nextInt(ids.size());
            if (has(ids.get(place))) {
                return ids.get(place);
            }
            ids.set(place, ids.get(ids.size() - 1));
            ids.remove(ids.size() - 1);
        }
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    Set<String> ids() {
        return new TreeSet<>(events.keySet());
    }

    Map<String, BigDecimal> sums() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        events.values().forEach(event -> event.forEach((name, number) -> sums.merge(name, number, BigDecimal::add)));
        return sums;
    }

    /** Takes note of what came of a trial. */
    void settle(Trial trial, RawAnswer answer) throws JsonProcessingException {
        if (!answer.isGood() || trial.events().isEmpty()) {
            return;
        }
        SentEvent first = trial.events().get(0);
        switch (trial.operation().id()) {
            case "postEvents" -> posted(trial, answer);
            case "correctEvent" -> record(first);
            case "voidEvent" -> events.remove(first.id());
            default -> {}
        }
    }

    /** Takes note of an event that was recorded. */
    void record(SentEvent event) throws JsonProcessingException {
        JsonNode json = new RawAnswer(0, Map.of(), event.json()).json();
        events.put(event.id(), Measured.ofEvent(json));
        ids.add(event.id());
    }

    private void posted(Trial trial, RawAnswer answer) throws JsonProcessingException {
        JsonNode result = answer.json();
        Map<Integer, JsonNode> refused = new HashMap<>();
        result.path("errors").forEach(error -> refused.put(error.path("index").asInt(), error));
        int recorded = 0;
        for (int i = 0; i < trial.events().size(); i++) {
            SentEvent event = trial.events().get(i);
            check(trial, event, refused.get(i));
            if (!refused.containsKey(i) && event.wellFormed()) {
                record(event);
                recorded++;
            }
        }
        if (result.path("recorded").asInt(-1) != recorded
                || result.path("rejected").asInt(-1) != refused.size()
                || result.path("duplicates").asInt(-1) != 0) {
            findings.add("the counts are not those of the events", trial, answer);
        }
    }

    private void check(Trial trial, SentEvent event, JsonNode error) {
        if (error == null && event.fate() == Fate.REFUSED) {
            findings.add("an event was accepted that is not good", trial, event);
        }
        if (error != null && event.fate() == Fate.ACCEPTED) {
            findings.add("a good event was refused", trial, error);
        }
        if (error != null
                && event.wellFormed()
                && event.culprit()
                        .filter(error.path("message").asText()::contains)
                        .isEmpty()) {
            findings.add("an event's error does not name what is wrong", trial, error);
        }
    }
}
