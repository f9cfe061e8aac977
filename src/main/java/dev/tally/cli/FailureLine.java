package dev.tally.cli;

import dev.tally.ops.StartFailure;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/** Says in one line why a start failed, for the failures that an operator can do something about. */
public final class FailureLine {
    private static final Pattern UNKNOWN_SETTING = Pattern.compile("SRCFG00050: (\\S+) in .*");
    private static final Pattern CODE = Pattern.compile("(java\\.[\\w.]+: )?SRCFG\\d+: ");

    private FailureLine() {}

    /** Prints the line; of a defect, everything there is to know. */
    public static void print(Throwable failure) {
        of(failure)
                .ifPresentOrElse(
                        line -> System.err.println("tally: " + line), () -> failure.printStackTrace(System.err));
    }

    /** Empty if the failure is not one of those, that is, if it is a defect. */
    static Optional<String> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> line(cause).stream())
                .findFirst();
    }

    private static Optional<String> line(Throwable cause) {
        if (cause instanceof StartFailure || cause instanceof ConfigurationException) {
            return Optional.of(cause.getMessage());
        }
        if (cause instanceof QuarkusBindException bind) {
            return Optional.of("port " + bind.getPort() + " is taken by another process: stop it, or set TALLY_PORT");
        }
        if (cause instanceof ConfigValidationException invalid) {
            return Optional.of(IntStream.range(0, invalid.getProblemCount())
                    .mapToObj(problem -> setting(invalid.getProblem(problem).getMessage()))
                    .distinct()
                    .collect(Collectors.joining("; ")));
        }
        if (cause instanceof FlywayException migration) {
            return Optional.of("the database cannot be used: " + reason(migration));
        }
        return Optional.empty();
    }

    /** The exception's own text is a page with a frame around it; what the driver said is below. */
    private static String reason(FlywayException failure) {
        return Stream.iterate(
                        failure.getCause() == null ? failure : failure.getCause(), c -> c != null, Throwable::getCause)
                .map(Throwable::toString)
                .map(text -> text.lines().findFirst().orElse(text))
                .map(text -> text.replaceFirst("^[\\w.]*\\.", ""))
                .collect(Collectors.joining(", "));
    }

    private static String setting(String problem) {
        Matcher unknown = UNKNOWN_SETTING.matcher(problem);
        if (unknown.matches()) {
            String name = unknown.group(1);
            return "there is no setting " + name + " ("
                    + name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT) + ")";
        }
        return CODE.matcher(problem).replaceAll("");
    }
}
