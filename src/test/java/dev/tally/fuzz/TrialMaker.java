package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes trials of the operations: most have one thing that is odd, so that an answer must name it. */
final class TrialMaker {
    private static final byte[] NOTHING = {};
    private static final String JSON = "application/json";

    private final List<Operation> operations;
    private final Random random;
    private final Samples samples;
    private final EventMaker events;
    private final Cast cast;
    private final Ledger ledger;

    TrialMaker(List<Operation> operations, Random random, Cast cast, Ledger ledger) {
        this.operations = operations.stream()
                .flatMap(operation -> Collections.nCopies(operation.weight(), operation).stream())
                .toList();
        this.random = random;
        this.samples = new Samples(random);
        this.events = new EventMaker(eventSchema(operations), random, samples);
        this.cast = cast;
        this.ledger = ledger;
    }

    private static JsonNode eventSchema(List<Operation> operations) {
        return operations.stream()
                .filter(Operation::takesEvents)
                .findFirst()
                .orElseThrow()
                .body();
    }

    Trial next() {
        Operation operation = samples.one(operations);
        Draft draft = new Draft(operation);
        int die = random.nextInt(100);
        if (die < 30) {
            return draft.good();
        }
        if (die < 60 && !operation.parameters().isEmpty()) {
            return draft.withOddParameter();
        }
        if (die < 88 && operation.takesBody()) {
            return die < 82 ? draft.withOddMember() : draft.withOddBody();
        }
        return die < 94 ? draft.withOddHeaders() : die < 97 ? draft.withOddMethod() : draft.withUnknownParameter();
    }

    /** A good request of an operation, which something is changed of. */
    private final class Draft {
        private final Operation operation;
        private final Map<String, String> path = new HashMap<>();
        private final List<String> query = new ArrayList<>();
        private final Map<String, String> headers = new HashMap<>();
        private String method;
        private byte[] body = NOTHING;
        private String plain = "{}";
        private List<SentEvent> sent = List.of();

        Draft(Operation operation) {
            this.operation = operation;
            this.method = operation.method();
            headers.put("X-Api-Key", operation.needsAdministrator() ? cast.administrator() : cast.key());
            if (operation.needsNamedAccount()) {
                headers.put("X-Tally-Account", cast.organization());
            }
            for (Parameter parameter : operation.parameters()) {
                if (parameter.inPath()) {
                    path.put(parameter.name(), pathValue(parameter));
                } else if (parameter.required() || (!parameter.isCursor() && random.nextInt(3) == 0)) {
                    query.add(parameter.name() + '=' + samples.parameter(parameter));
                }
            }
            if (operation.takesEvents()) {
                post(List.of(events.good(samples.unique())));
            } else if (operation.isAboutEvent() && operation.takesBody()) {
                put(events.good(path.get("id")));
            } else if (operation.changesEvent()) {
                sent = List.of(events.good(path.get("id")));
            } else if (operation.takesBody()) {
                json(Samples.json(samples.object(operation.body())));
            }
        }

        Trial good() {
            if (operation.takesEvents()) {
                int count = 1 + random.nextInt(4);
                post(IntStream.range(0, count)
                        .mapToObj(i -> events.good(samples.unique()))
                        .toList());
            }
            boolean gone = operation.changesEvent() && !ledger.has(path.get("id"));
            Fate fate = gone ? Fate.REFUSED : operation.mayBeInVain() ? Fate.EITHER : Fate.ACCEPTED;
            return trial("as it should be", Expected.of(fate));
        }

        Trial withOddParameter() {
            Parameter parameter = samples.one(operation.parameters());
            String name = parameter.name();
            int die = random.nextInt(12);
            if (die == 0 && !parameter.inPath()) {
                query.removeIf(part -> part.startsWith(name + '='));
                Fate fate = parameter.required() ? Fate.REFUSED : Fate.ACCEPTED;
                return trial("without " + name, Expected.of(fate, name));
            }
            if (die == 1 && !parameter.inPath()) {
                query.add(name + '=' + samples.parameter(parameter));
                query.add(name + '=' + samples.parameter(parameter));
                return trial("with " + name + " repeated", Expected.of(Fate.EITHER, name));
            }
            Odd odd = samples.one(UrlOddities.of(parameter));
            if (parameter.inPath()) {
                path.put(name, odd.text());
                sent = List.of();
            } else {
                query.removeIf(part -> part.startsWith(name + '='));
                query.add(name + '=' + odd.text());
            }
            boolean understood =
                    !operation.isShared() || List.of("from", "to", "group_by").contains(name);
            Fate fate = understood || !UrlOddities.isReadable(odd) ? odd.fate() : Fate.EITHER;
            return trial(
                    "with an odd " + name,
                    parameter.inPath() && !UrlOddities.isReadableInPath(odd)
                            ? Expected.of(fate)
                            : Expected.of(fate, name));
        }

        Trial withOddMember() {
            if (operation.takesEvents()) {
                return withOddEvents();
            }
            if (operation.isAboutEvent()) {
                SentEvent odd = events.odd(path.get("id"));
                put(odd);
                boolean missing = odd.culprit().filter("id"::equals).isPresent();
                Fate fate = missing && !odd.json().contains("\"id\":") ? Fate.ACCEPTED : odd.fate();
                if (!ledger.has(path.get("id"))) {
                    fate = Fate.REFUSED;
                }
                return trial(
                        "with an odd event", new Expected(fate, odd.wellFormed() ? odd.culprit() : Optional.empty()));
            }
            Map<String, String> members = samples.object(operation.body());
            String name = samples.one(
                            List.copyOf(operation.body().get("properties").properties()))
                    .getKey();
            if (random.nextInt(8) == 0) {
                members.remove(name);
                json(Samples.json(members));
                Fate fate = Schemas.requires(operation.body(), name) ? Fate.REFUSED : Fate.ACCEPTED;
                return trial("without the member " + name, Expected.of(fate, name));
            }
            Odd odd = samples.one(JsonOddities.of(operation.body().at("/properties/" + name)));
            members.put(name, odd.text());
            json(Samples.json(members));
            return trial(
                    "with an odd member " + name,
                    odd.wellFormed() ? Expected.of(odd.fate(), name) : Expected.of(odd.fate()));
        }

        private Trial withOddEvents() {
            int count = 1 + random.nextInt(4);
            post(IntStream.range(0, count).mapToObj(i -> events.any()).toList());
            return trial("with odd events", Expected.of(Fate.EITHER));
        }

        Trial withOddBody() {
            BodyOddities.Body odd = samples.one(BodyOddities.of(plain));
            headers.remove("Content-Encoding");
            headers.putAll(odd.headers());
            body = odd.bytes();
            sent = List.of();
            // Of events each is refused for itself, and the ledger knows of none of these.
            return trial(odd.what(), Expected.of(operation.takesEvents() ? Fate.EITHER : odd.fate()));
        }

        Trial withOddHeaders() {
            HeaderOddities.Headers odd = samples.one(HeaderOddities.ALL);
            headers.putAll(odd.headers());
            headers.values().removeIf(String::isEmpty);
            return trial(odd.what(), Expected.of(odd.fate()));
        }

        Trial withOddMethod() {
            method = samples.one(List.of("PATCH", "PUT", "DELETE", "POST", "TRACE", "FOO", "get", "PROPFIND"));
            sent = List.of();
            body = NOTHING;
            // A path may have an operation of that method, which changes something.
            path.replace("id", samples.unique());
            return trial("with the method " + method, Expected.of(Fate.EITHER));
        }

        Trial withUnknownParameter() {
            query.add("colour=red");
            return trial("with a parameter that there is not", Expected.of(Fate.EITHER, "colour"));
        }

        private String pathValue(Parameter parameter) {
            return switch (parameter.name()) {
                case "account" -> cast.other();
                case "org_id" -> cast.organization();
                case "id" -> operation.isAboutEvent() ? ledger.someEvent(random) : samples.unique();
                case "email" -> "e" + random.nextInt(20) + "@example.com";
                default -> samples.parameter(parameter);
            };
        }

        private void post(List<SentEvent> posted) {
            sent = posted;
            headers.remove("Content-Encoding");
            boolean lines = random.nextBoolean();
            headers.put("Content-Type", lines ? "application/x-ndjson" : JSON);
            String joined = posted.stream().map(SentEvent::json).collect(Collectors.joining(lines ? "\n" : ","));
            plain = lines ? joined : '[' + joined + ']';
            body = plain.getBytes(UTF_8);
            if (random.nextInt(5) == 0) {
                headers.put("Content-Encoding", "gzip");
                body = BodyOddities.gzip(body);
            }
        }

        private void put(SentEvent event) {
            sent = List.of(event);
            json(event.json());
        }

        private void json(String text) {
            headers.put("Content-Type", JSON);
            plain = text;
            body = text.getBytes(UTF_8);
        }

        private Trial trial(String what, Expected expected) {
            String target = operation.path();
            for (Map.Entry<String, String> value : path.entrySet()) {
                target = target.replace('{' + value.getKey() + '}', value.getValue());
            }
            String parameters = query.isEmpty() ? "" : "?" + String.join("&", query);
            return new Trial(what, operation, new Request(method, target + parameters, headers, body), expected, sent);
        }
    }
}
