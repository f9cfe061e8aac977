package dev.tally.dialect;

import dev.tally.account.DialectNames;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of the dialects that the service speaks. */
@Singleton
class RegisteredDialects implements DialectNames {
    private final List<Dialect> dialects;

    RegisteredDialects(@All List<Dialect> dialects) {
        this.dialects = dialects;
    }

    @Override
    public Set<String> all() {
        Set<String> names = new TreeSet<>();
        dialects.forEach(dialect -> names.add(dialect.name()));
        return names;
    }
}
