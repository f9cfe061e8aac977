package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;

/** Events, good and odd, each with an id that no other has. */
final class EventMaker {
    /** Of those that are made to be good or odd, so many are odd. */
    private static final int ODD_ONE_IN = 3;

    private final JsonNode schema;
    private final Random random;
    private final Samples samples;

    EventMaker(JsonNode schema, Random random, Samples samples) {
        this.schema = schema;
        this.random = random;
        this.samples = samples;
    }

    SentEvent any() {
        return random.nextInt(ODD_ONE_IN) == 0 ? odd(samples.unique()) : good(samples.unique());
    }

    SentEvent good(String id) {
        return new SentEvent(id, Samples.json(members(id)), Fate.ACCEPTED, Optional.empty(), true);
    }

    /** With one member that is odd, missing, unknown or given twice. */
    SentEvent odd(String id) {
        Map<String, String> members = members(id);
        int die = random.nextInt(20);
        if (die == 0) {
            members.remove("id");
            return new SentEvent(id, Samples.json(members), Fate.REFUSED, Optional.of("id"), true);
        }
        if (die == 1) {
            members.put("colour", "\"red\"");
            return new SentEvent(id, Samples.json(members), Fate.REFUSED, Optional.of("colour"), true);
        }
        if (die == 2) {
            String twice = samples.one(List.copyOf(members.keySet()));
            String json = Samples.json(members)
                    .replaceFirst("}$", ",\"" + twice + "\":" + Matcher.quoteReplacement(members.get(twice)) + "}");
            return new SentEvent(id, json, Fate.REFUSED, Optional.of(twice), true);
        }
        return withOddMember(id, members);
    }

    private SentEvent withOddMember(String id, Map<String, String> members) {
        String name =
                samples.one(List.copyOf(schema.get("properties").properties())).getKey();
        Odd odd = samples.one(JsonOddities.of(schema.at("/properties/" + name)));
        members.put(name, odd.text());
        if (name.equals("cached_input_tokens")) {
            members.put(
                    "input_tokens",
                    schema.at("/properties/input_tokens/maximum").asText());
        }
        // An id that the service takes would not be one that nobody else has.
        if (name.equals("id") && odd.fate() != Fate.REFUSED) {
            return good(id);
        }
        return new SentEvent(id, Samples.json(members), odd.fate(), Optional.of(name), odd.wellFormed());
    }

    private Map<String, String> members(String id) {
        Map<String, String> members = samples.object(schema);
        members.put("id", '"' + id + '"');
        // Its time must not depend on the service's clock, nor its cost on rates.
        members.putIfAbsent("time", "\"2026-10-01T00:00:00Z\"");
        members.remove("currency");
        return members;
    }
}
