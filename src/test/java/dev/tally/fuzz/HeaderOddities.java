package dev.tally.fuzz;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Headers that HTTP clients can send and that mostly mean nothing good. */
final class HeaderOddities {
    /** In place of the right ones, or beside them. */
    record Headers(String what, Map<String, String> headers, Fate fate) {}

    private static final String NOT_A_KEY = "nobody-has-a-key-like-this-one";

    static final List<Headers> ALL = List.of(
            headers("no credential", Map.of("X-Api-Key", ""), Fate.REFUSED),
            headers("a wrong key", Map.of("X-Api-Key", NOT_A_KEY), Fate.REFUSED),
            headers("a short key", Map.of("X-Api-Key", "a"), Fate.REFUSED),
            headers("a long key", Map.of("X-Api-Key", "k".repeat(5_000)), Fate.REFUSED),
            headers("a good and a bad credential", Map.of("Authorization", "Bearer " + NOT_A_KEY), Fate.REFUSED),
            headers("another scheme", Map.of("Authorization", "Basic YTpi"), Fate.REFUSED),
            headers("an unsigned token", Map.of("Authorization", "Bearer eyJhbGciOiJub25lIn0.e30."), Fate.REFUSED),
            headers("a token of rubbish", Map.of("Authorization", "Bearer eyJhIjo.e30.%%%"), Fate.REFUSED),
            headers("a token of braces", Map.of("Authorization", "Bearer e30.e30.e30"), Fate.REFUSED),
            headers("a bearer of nothing", Map.of("Authorization", "Bearer"), Fate.REFUSED),
            headers("no such account", Map.of("X-Tally-Account", "org_of_nobody"), Fate.REFUSED),
            headers("an account that is not ASCII", Map.of("X-Tally-Account", "\u00ff\u00fe"), Fate.REFUSED),
            headers("a long account", Map.of("X-Tally-Account", "a".repeat(5_000)), Fate.REFUSED),
            headers("Accept of rubbish", Map.of("Accept", "///"), Fate.EITHER),
            headers("Accept of another type", Map.of("Accept", "image/png"), Fate.EITHER),
            headers("Accept of commas", Map.of("Accept", ",,,;q=,"), Fate.EITHER),
            headers("Accept with a bad weight", Map.of("Accept", "application/json;q=nonsense"), Fate.EITHER),
            headers("Accept without end", Map.of("Accept", "a/b,".repeat(2_000)), Fate.EITHER),
            headers("an id with spaces", Map.of("X-Request-Id", "a b c"), Fate.EITHER),
            headers("an id that is not ASCII", Map.of("X-Request-Id", "\u00ff\u00fe"), Fate.EITHER),
            headers("a long id", Map.of("X-Request-Id", "r".repeat(5_000)), Fate.EITHER),
            headers("tags of rubbish", Map.of("If-None-Match", "\"\"\"W/,,"), Fate.EITHER),
            headers("many tags", Map.of("If-None-Match", "\"a\", ".repeat(2_000) + "\"b"), Fate.EITHER),
            headers("any tag", Map.of("If-None-Match", "*"), Fate.EITHER),
            headers("a trace of rubbish", Map.of("traceparent", "00-zz-\u00ff"), Fate.EITHER),
            headers("a cookie", Map.of("Cookie", "a=b; =; ;;=\u00ff"), Fate.EITHER),
            headers("a range", Map.of("Range", "bytes=9-1"), Fate.EITHER),
            headers("languages of rubbish", Map.of("Accept-Language", "\u00ff;q=x,,"), Fate.EITHER),
            headers("many headers", many(), Fate.EITHER));

    private HeaderOddities() {}

    private static Headers headers(String what, Map<String, String> headers, Fate fate) {
        return new Headers(what, headers, fate);
    }

    private static Map<String, String> many() {
        return IntStream.range(0, 500).boxed().collect(Collectors.toMap(i -> "X-H" + i, i -> "a"));
    }
}
