package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is wrong with HTTP itself: request lines, headers, lengths, chunks. */
final class RawTrials {
    private static final Set<Integer> BAD = Set.of(400);
    private static final Set<Integer> GOOD = Set.of(200);
    private static final Set<Integer> CLOSED_OR_BAD = Set.of(RawTrial.CLOSED, 400);
    private static final String QUERY = "/v1/query";
    private static final String EVENTS = "/v1/events";

    /** Of every API a path, where a refusal must be in its format. */
    private static final List<String> PATHS = List.of(
            QUERY,
            "/neo/api/v1/usage/summary",
            "/api/v1/usage/summary",
            "/v1/usage",
            "/v1/analytics/usage/summary/org_fuzz",
            "/agentgate/api/v1/usage/summary",
            "/umbraco/ai/management/api/v1/analytics/usage-summary");

    private static final List<String> BAD_TEXTS = List.of(
            "%",
            "%2",
            "%zz",
            "a%f",
            "|",
            "{a}",
            "\"a\"",
            "^",
            "`",
            "\\",
            "<>",
            "\u00ff",
            "\u00c3\u00a9",
            "%ff",
            "%c0%af",
            "%ed%a0%80");

    private static final List<String> BAD_HOSTS = List.of(
            "Host: a b\r\n",
            "Host: {}\r\n",
            "Host: a:99999999\r\n",
            "Host: [::1\r\n",
            "Host: %zz\r\n",
            "Host: a\r\nHost: b\r\n",
            "");

    private final Random random;
    private final String key;

    RawTrials(Random random, String key) {
        this.random = random;
        this.key = "X-Api-Key: " + key + "\r\n";
    }

    RawTrial next() {
        int die = random.nextInt(10);
        if (die < 3) {
            return target();
        }
        if (die < 4) {
            String path = one(PATHS);
            return get("a bad host", "GET " + path + " HTTP/1.1\r\n" + one(BAD_HOSTS) + key, BAD, path);
        }
        return one(die < 7 ? heads() : bodies());
    }

    private RawTrial target() {
        String path = one(PATHS);
        String name = one(List.of("model", "from", "to", "project_id", "colour"));
        String target = path + '?' + name + '=' + one(BAD_TEXTS);
        return random.nextInt(4) == 0
                ? get("a bad path", head("GET", EVENTS + '/' + one(BAD_TEXTS) + "/changes"), BAD, EVENTS)
                : get("a bad query", head("GET", target), BAD, path);
    }

    private List<RawTrial> heads() {
        List<RawTrial> trials = new ArrayList<>(List.of(
                get("HTTP/1.0", "GET " + QUERY + " HTTP/1.0\r\nHost: a\r\n" + key, GOOD, QUERY),
                get("HTTP/1.0 of no host", "GET " + QUERY + "?tz=UTC HTTP/1.0\r\n" + key, BAD, QUERY),
                get("HTTP/0.9", "GET " + QUERY, BAD, ""),
                get(
                        "a version that there is not",
                        "GET " + QUERY + " HTTP/3.7\r\nHost: a\r\n" + key,
                        Set.of(200, 400),
                        QUERY),
                get("another protocol", "GET " + QUERY + " HTTQ/1.1\r\nHost: a\r\n" + key, Set.of(200, 400), QUERY),
                get("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n", CLOSED_OR_BAD, ""),
                get("an absolute target", head("GET", "http://example.com" + QUERY), GOOD, QUERY),
                get("an absolute target of a bad host", head("GET", "http://[::1" + QUERY), BAD, ""),
                get("an absolute target of another scheme", head("GET", "foo://bar"), Set.of(400, 404), ""),
                get("a target of a star", head("GET", "*"), Set.of(400, 404), ""),
                get("a target of an authority", head("CONNECT", "localhost:80"), Set.of(400, 404, 405), ""),
                get("a target without a slash", head("GET", "v1/query"), Set.of(400, 404), ""),
                get("a target with a space", head("GET", QUERY + "?model=a b"), BAD, ""),
                get("a fragment", head("GET", QUERY + "#a"), Set.of(400, 404), QUERY),
                get("a method of control characters", head("G\u0001T", QUERY), BAD, ""),
                get("a long method", head("A".repeat(3_000), QUERY), Set.of(405), QUERY),
                get("a long target", head("GET", QUERY + "?model=" + "a".repeat(100_000)), Set.of(414), ""),
                get("10,000 headers", head("GET", QUERY) + lines(10_000), Set.of(431), ""),
                get(
                        "a header of a megabyte",
                        head("GET", QUERY) + "X-A: " + "a".repeat(1 << 20) + "\r\n",
                        Set.of(431),
                        ""),
                get("a header with NUL", head("GET", QUERY) + "X-A: a\0b\r\n", BAD, ""),
                get("a header without a colon", head("GET", QUERY) + "rubbish\r\n", BAD, ""),
                get("a space before the colon", head("GET", QUERY) + "X-A : b\r\n", BAD, ""),
                get("a folded header", head("GET", QUERY) + "X-A: a\r\n b\r\n", Set.of(200, 400), QUERY),
                get("headers of rubbish", head("GET", QUERY) + "X-A: \u00ff\r\nX-Request-Id: \u00ff\r\n", GOOD, QUERY),
                get(
                        "an unknown expectation",
                        head("GET", QUERY) + "Expect: nonsense\r\n",
                        Set.of(200, 400, 417),
                        QUERY),
                get(
                        "an upgrade",
                        head("GET", QUERY) + "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n",
                        GOOD,
                        QUERY)));
        trials.add(get("lines that end in LF", head("GET", QUERY).replace("\r", ""), Set.of(200, 400), ""));
        return trials;
    }

    private List<RawTrial> bodies() {
        String chunked = "Transfer-Encoding: chunked\r\n";
        return List.of(
                post("two lengths", "Content-Length: 2\r\nContent-Length: 5\r\n", "[]", BAD, ""),
                post("a negative length", "Content-Length: -1\r\n", "[]", BAD, ""),
                post("a length that is no number", "Content-Length: two\r\n", "[]", BAD, ""),
                post("a length with a sign", "Content-Length: +2\r\n", "[]", BAD, ""),
                post("a list of lengths", "Content-Length: 2, 2\r\n", "[]", BAD, ""),
                post("a length beyond all", "Content-Length: 99999999999999999999\r\n", "[]", BAD, ""),
                post(
                        "a length and chunks",
                        "Content-Length: 7\r\n" + chunked,
                        "2\r\n[]\r\n0\r\n\r\n",
                        Set.of(200, 400),
                        EVENTS),
                post("no length", "", "", BAD, EVENTS),
                post("an unknown transfer coding", "Transfer-Encoding: xchunked\r\n", "[]", BAD, EVENTS),
                post(
                        "a transfer coding and chunks",
                        "Transfer-Encoding: gzip, chunked\r\n",
                        "2\r\n[]\r\n0\r\n\r\n",
                        BAD,
                        EVENTS),
                post("chunks twice", "Transfer-Encoding: chunked, chunked\r\n", "2\r\n[]\r\n0\r\n\r\n", BAD, EVENTS),
                post("no coding at all", "Transfer-Encoding: identity\r\n", "[]", BAD, EVENTS),
                post("chunks as they should be", chunked, "1\r\n[\r\n1\r\n]\r\n0\r\n\r\n", GOOD, EVENTS),
                post("a chunk of no size", chunked, "zz\r\n[]\r\n0\r\n\r\n", CLOSED_OR_BAD, ""),
                post("a chunk of a negative size", chunked, "-2\r\n[]\r\n0\r\n\r\n", CLOSED_OR_BAD, ""),
                post("a chunk of a size beyond all", chunked, "ffffffffffffffff\r\n[]\r\n0\r\n\r\n", CLOSED_OR_BAD, ""),
                post("a chunk that does not end", chunked, "2\r\n[]0\r\n\r\n", CLOSED_OR_BAD, ""),
                post(
                        "a long chunk extension",
                        chunked,
                        "2;" + "a".repeat(20_000) + "\r\n[]\r\n0\r\n\r\n",
                        CLOSED_OR_BAD,
                        ""),
                post("10,000 trailers", chunked, "2\r\n[]\r\n0\r\n" + lines(10_000) + "\r\n", CLOSED_OR_BAD, ""),
                post("an empty media type", "Content-Type: \r\nContent-Length: 2\r\n", "[]", Set.of(400, 415), EVENTS),
                post(
                        "media types of rubbish",
                        "Content-Type: ;;=\"\r\nContent-Length: 2\r\n",
                        "[]",
                        Set.of(400, 415),
                        EVENTS),
                post(
                        "two media types",
                        "Content-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n",
                        "[]",
                        Set.of(200, 400, 415),
                        EVENTS),
                post(
                        "two encodings",
                        "Content-Type: application/json\r\nContent-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n",
                        "[]",
                        Set.of(400, 415),
                        EVENTS));
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "X-" + i + ": a\r\n").collect(Collectors.joining());
    }

    private String head(String method, String target) {
        return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + key;
    }

    private static RawTrial get(String what, String head, Set<Integer> statuses, String target) {
        return new RawTrial(what, (head + "\r\n").getBytes(ISO_8859_1), statuses, target);
    }

    private RawTrial post(String what, String headers, String body, Set<Integer> statuses, String target) {
        String type = headers.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
        return new RawTrial(
                what, (head("POST", EVENTS) + type + headers + "\r\n" + body).getBytes(ISO_8859_1), statuses, target);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
