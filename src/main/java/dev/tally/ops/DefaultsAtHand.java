package dev.tally.ops;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.configuration.NameIterator;
import io.smallrye.config.DefaultValuesConfigSource;
import io.smallrye.config.PropertyName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * In the native executable, the start knows at once which settings have no default, and does not ask whether those that have
 * one exist: both took a fifth of what the main thread does until the service listens. See
 * src/docs/adr/0010-native-executable.md.
 *
 * <p>SmallRye Config 3.16 has the defaults of names with wildcards in a hash table in which all names without brackets have the
 * same hash, so that each of the hundreds of settings without a default, which the start looks up, is compared with hundreds of
 * names. Quarkus 3.34 looks for settings that nobody knows also among the defaults, nearly all of which it has from those who
 * know them; the others are those of this program, which are looked at when it is built.
 */
final class DefaultsAtHand {
    /** Those of the settings that are read before Quarkus runs, and Quarkus's own. */
    private static final List<Defaults> SOURCES = new CopyOnWriteArrayList<>();

    private DefaultsAtHand() {}

    /** Those of one source, to which some may be added, but none taken away. */
    static final class Defaults {
        private final Map<String, String> byName;
        private final Map<PropertyName, String> byWildcards;
        private volatile Wildcards wildcards = new Wildcards(new WildcardNames(List.of()), 0);

        private record Wildcards(WildcardNames names, int size) {}

        Defaults(Map<String, String> byName, Map<PropertyName, String> byWildcards) {
            this.byName = byName;
            this.byWildcards = byWildcards;
        }

        static Defaults of(Map<String, String> byName, Map<PropertyName, String> byWildcards) {
            for (Defaults source : SOURCES) {
                if (source.byName == byName) {
                    return source;
                }
            }
            Defaults source = new Defaults(byName, byWildcards);
            SOURCES.add(source);
            return source;
        }

        String get(String name) {
            String value = byName.get(name);
            return value == null && mayMatch(name) ? byWildcards.get(new PropertyName(name)) : value;
        }

        private boolean mayMatch(String name) {
            if (wildcards.size() != byWildcards.size()) {
                wildcards = new Wildcards(
                        new WildcardNames(byWildcards.keySet().stream()
                                .map(PropertyName::getName)
                                .toList()),
                        byWildcards.size());
            }
            return wildcards.names().mayMatch(name);
        }
    }

    private static boolean haveDefault(String name) {
        return SOURCES.stream().anyMatch(source -> source.byName.containsKey(name));
    }

    @TargetClass(DefaultValuesConfigSource.class)
    static final class Source {
        @Alias
        private Map<String, String> properties;

        @Alias
        private Map<PropertyName, String> wildcards;

        @Alias
        private boolean hasProfiledName;

        @Substitute
        public String getValue(String name) {
            boolean profiled = !name.isEmpty() && name.charAt(0) == '%';
            return profiled && !hasProfiledName
                    ? null
                    : Defaults.of(properties, wildcards).get(name);
        }
    }

    /** Made by Quarkus when it builds the application. */
    @TargetClass(className = "io.quarkus.runtime.generated.Config")
    static final class Settings {
        @Alias
        private static native boolean isMapped$quarkus(NameIterator name);

        /** Whether somebody knows a setting; the position of the name is not read again. */
        @Substitute
        private static boolean isMapped(NameIterator name) {
            if (haveDefault(name.getName())) {
                return true;
            }
            if (!name.hasNext() || !name.nextSegmentEquals("quarkus")) {
                return false;
            }
            name.next();
            return isMapped$quarkus(name);
        }
    }
}
