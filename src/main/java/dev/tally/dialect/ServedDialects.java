package dev.tally.dialect;

import dev.tally.http.DefaultErrorFormat;
import dev.tally.http.ErrorFormat;
import dev.tally.model.Account;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Which dialect is served at a path. */
@Singleton
class ServedDialects {
    private final List<Dialect> dialects;
    private final DialectConfig config;
    private final DefaultErrorFormat others;

    ServedDialects(@All List<Dialect> dialects, DialectConfig config, DefaultErrorFormat others) {
        this.dialects = dialects;
        this.config = config;
        this.others = others;
    }

    /**
     * The dialect that a path belongs to, be it that of its own clients or below its base path.
     *
     * @param account decides where several share the path; empty while it is not known
     */
    Optional<Dialect> at(String path, Optional<Account> account) {
        List<Dialect> candidates =
                dialects.stream().filter(dialect -> owns(dialect, path)).toList();
        if (candidates.isEmpty()) {
            return dialects.stream().filter(dialect -> isBelow(dialect, path)).findFirst();
        }
        String preferred = account.flatMap(Account::dialect).orElse(config.defaultName());
        return named(preferred, candidates)
                .or(() -> named(config.defaultName(), candidates))
                .or(() -> candidates.stream().findFirst());
    }

    /** How failures are told at a path, before it is known who asks. */
    ErrorFormat errorsAt(String path) {
        return at(path, Optional.empty()).<ErrorFormat>map(dialect -> dialect).orElse(others);
    }

    /** Whether the API's own clients ask this path of it: a slash at the end makes no difference, as below the base paths. */
    static boolean owns(Dialect dialect, String path) {
        return dialect.owns(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static Optional<Dialect> named(String name, List<Dialect> candidates) {
        return candidates.stream()
                .filter(dialect -> dialect.name().equals(name))
                .findFirst();
    }

    private static boolean isBelow(Dialect dialect, String path) {
        return path.startsWith("/" + dialect.name() + "/");
    }
}
