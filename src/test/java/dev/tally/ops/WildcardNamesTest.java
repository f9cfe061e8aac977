package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertyName;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardNamesTest {
    private static final WildcardNames NAMES = new WildcardNames(List.of(
            "quarkus.datasource.*.jdbc.url", "quarkus.log.category.*.level", "quarkus.tls.*", "tally.list[*].x"));

    /** The library's own rule says what matches. */
    @Property(tries = 20_000)
    void whatTheLibraryMatchesIsNeverRuledOut(@ForAll("names") String name, @ForAll("names") String other) {
        String setting = name.replace("*", other.replace('*', 'x'));

        for (String asked : List.of(name, other, setting, name.replace("*", "0"), name.replace("*", "\"x.y\""))) {
            assertTrue(
                    !PropertyName.equals(name, asked) || new WildcardNames(List.of(name)).mayMatch(asked),
                    () -> name + " for " + asked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.datasource.a.jdbc.url",
                "quarkus.log.category.\"a.b\".level",
                "quarkus.tls.a",
                "tally.list[0].x"
            })
    void eachIsFoundAmongOthers(String setting) {
        assertTrue(NAMES.mayMatch(setting));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.datasource.a.jdbc.max-size",
                "quarkus.http.port",
                "quarkus.log.level",
                "quarkus.tls",
                "TALLY_PORT",
                ""
            })
    void mostOthersAreRuledOut(String setting) {
        assertFalse(NAMES.mayMatch(setting));
    }

    /** Of few different segments, so that many of them match. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "a", "b", "*", "\"a.b\"", "\"*\"", "a[0]", "a[*]", "a[01]", "a[1]", "", "*[1]", "%a", "a*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> String.join(".", segments));
    }
}
