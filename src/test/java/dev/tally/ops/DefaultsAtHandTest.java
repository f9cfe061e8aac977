package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.ops.DefaultsAtHand.Defaults;
import io.smallrye.config.DefaultValuesConfigSource;
import io.smallrye.config.PropertyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the native executable puts in the place of the library's way gives what that gives. */
class DefaultsAtHandTest {
    @Property
    void aSettingHasTheDefaultThatTheLibraryGivesIt(
            @ForAll("names") List<String> names, @ForAll("names") List<String> settings) {
        Map<String, String> values = new HashMap<>();
        names.forEach(name -> values.put(name, "default of " + name));
        DefaultValuesConfigSource library = new DefaultValuesConfigSource(values, "defaults", 0);
        Map<String, String> byName = new HashMap<>();
        Map<PropertyName, String> byWildcards = new HashMap<>();
        Defaults atHand = new Defaults(byName, byWildcards);
        values.forEach((name, value) -> {
            // Looked up between additions as well.
            atHand.get(name);
            if (name.indexOf('*') < 0) {
                byName.put(name, value);
            } else {
                byWildcards.put(new PropertyName(name), value);
            }
        });

        for (String setting : settings) {
            assertEquals(library.getValue(setting), atHand.get(setting), () -> setting + " of " + names);
        }
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.of("a", "b", "c", "*", "\"a.b\"", "a[0]", "a[*]")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(segments -> String.join(".", segments))
                .list()
                .ofMaxSize(20);
    }
}
