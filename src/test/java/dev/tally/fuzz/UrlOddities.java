package dev.tally.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Values, percent-encoded, that a parameter in a URL might have and mostly should not. */
final class UrlOddities {
    private static final List<String> UNREADABLE = List.of("%ff", "%c0%80", "%ed%a0%80", "a%80");

    /** No API takes these for a parameter that it knows, whatever that is for. */
    private static final List<String> NEVER = Stream.concat(
                    UNREADABLE.stream(), Stream.of("%00", "a%00b", "a".repeat(2_000)))
            .toList();

    /** Decoded, it looks as if it had to be decoded again. */
    private static final String PERCENT_SIGN = "%25zz";

    private static final List<String> TEXTS = List.of(
            "%20",
            "%F0%9F%98%80",
            "a%0D%0AX-Injected:%201",
            "%27%20OR%201=1%20--",
            "..%2F..%2Fetc",
            PERCENT_SIGN,
            "1e400",
            "-0",
            "1234567890123456789012345678901234567890",
            "NaN",
            "null",
            "true%20",
            "%E2%80%AE",
            "a,b,c,d",
            "%7B%7D",
            "+",
            "0x10",
            "-1",
            "%09",
            "*",
            "a:b=c",
            "a%26b",
            "a%23b",
            "%3Cscript%3E");

    private static final List<String> NO_DATES = List.of(
            "2026-02-30",
            "0000-01-01",
            "2026-13-01T00:00:00Z",
            "2026-06-30T25:61:61Z",
            "-2026-01-01",
            "10000-01-01",
            "2026-01-01T00:00:00%2B99:99",
            "2026-1-1",
            "now",
            "1767225600",
            "2026-01-01T",
            "%D9%A2026-01-01");
    private static final List<String> DATES =
            List.of("9999-12-31", "0001-01-01", "9999-12-31T23:59:59.999999999Z", "2026-06-30T23:59:60Z", "2024-02-29");

    private static final Set<String> TIMES = Set.of("from", "to", "startDate", "endDate");

    private UrlOddities() {}

    static List<Odd> of(Parameter parameter) {
        List<Odd> odd = new ArrayList<>();
        boolean time = isTime(parameter);
        boolean strict = time || isStrict(parameter);
        NEVER.forEach(text -> odd.add(Odd.of(text, Fate.REFUSED)));
        TEXTS.forEach(text -> odd.add(Odd.of(text, strict ? Fate.REFUSED : Fate.EITHER)));
        NO_DATES.forEach(text -> odd.add(Odd.of(text, strict ? Fate.REFUSED : Fate.EITHER)));
        DATES.forEach(text -> odd.add(Odd.of(text, strict && !time ? Fate.REFUSED : Fate.EITHER)));
        if (!parameter.inPath()) {
            odd.add(Odd.of("", strict ? Fate.REFUSED : Fate.EITHER));
        }
        if (parameter.schema().has("maximum")) {
            long most = parameter.schema().get("maximum").asLong();
            odd.add(Odd.of(Long.toString(most), Fate.ACCEPTED));
            odd.add(Odd.of(Long.toString(most + 1), Fate.REFUSED));
            odd.add(Odd.of("0", Fate.REFUSED));
            odd.add(Odd.of("1.5", Fate.REFUSED));
        }
        return odd;
    }

    /** Whether a URL that has this in it can be read at all. */
    static boolean isReadable(Odd odd) {
        return !UNREADABLE.contains(odd.text());
    }

    /** Whether a path that has this in it falls into parts; where it does not, nobody knows which of them is meant. */
    static boolean isReadableInPath(Odd odd) {
        return isReadable(odd) && !odd.text().equals(PERCENT_SIGN);
    }

    /** In a query; in a path such names are of currencies. */
    static boolean isTime(Parameter parameter) {
        return !parameter.inPath() && TIMES.contains(parameter.name());
    }

    private static boolean isStrict(Parameter parameter) {
        Set<String> types = Schemas.types(parameter.schema());
        return parameter.schema().has("enum")
                || parameter.schema().path("format").asText().equals("uuid")
                || types.equals(Set.of("integer"))
                || types.equals(Set.of("boolean"));
    }
}
