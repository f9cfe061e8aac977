package dev.tally.cli;

import dev.tally.http.FailureException;
import dev.tally.ops.DatabaseFailure;
import dev.tally.ops.StartFailure;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/** Says in one line why a start failed, for the failures that an operator can do something about. */
public final class FailureLine {
    private static final Pattern UNKNOWN_SETTING = Pattern.compile("SRCFG00050: (\\S+) in .*");
    private static final Pattern MANAGEMENT_PORT =
            Pattern.compile("Unable to start the management interface on \\S*:(\\d+)");
    private static final Pattern CODE = Pattern.compile("(java\\.[\\w.]+: )?SRCFG\\d+: ");

    /** Of the library that verifies tokens, when it reads its settings. */
    private static final Pattern CODE_OF_KEYS = Pattern.compile("SRJWT\\d+: ");

    private FailureLine() {}

    /** Prints the line; of a defect, everything there is to know. */
    public static void print(Throwable failure) {
        print(failure, other -> false);
    }

    /** @param isOfDatabase tells failures of a database that is away or busy from defects */
    static void print(Throwable failure, Predicate<Throwable> isOfDatabase) {
        of(failure)
                .or(() -> Optional.of(failure).filter(isOfDatabase).map(FailureLine::unusable))
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
            return Optional.of(taken(Integer.toString(bind.getPort()), "TALLY_PORT"));
        }
        if (cause instanceof IllegalStateException && cause.getCause() instanceof BindException) {
            Matcher management = MANAGEMENT_PORT.matcher(cause.getMessage());
            return management.matches()
                    ? Optional.of(taken(management.group(1), "TALLY_MANAGEMENT_PORT"))
                    : Optional.empty();
        }
        if (cause instanceof ConfigValidationException invalid) {
            return Optional.of(IntStream.range(0, invalid.getProblemCount())
                    .mapToObj(problem -> setting(invalid.getProblem(problem).getMessage()))
                    .distinct()
                    .collect(Collectors.joining("; ")));
        }
        if (cause instanceof DeploymentException
                && cause.getMessage() != null
                && CODE_OF_KEYS.matcher(cause.getMessage()).lookingAt()) {
            return Optional.of("tokens cannot be verified: "
                    + CODE_OF_KEYS.matcher(cause.getMessage()).replaceFirst(""));
        }
        if (cause instanceof FailureException refused) {
            return Optional.of(refused.getMessage());
        }
        if (cause instanceof FlywayException
                || cause instanceof ConnectException
                || cause instanceof UnknownHostException) {
            return Optional.of(unusable(cause));
        }
        return Optional.empty();
    }

    private static String unusable(Throwable cause) {
        return "the database cannot be used: " + DatabaseFailure.reason(cause);
    }

    private static String taken(String port, String variable) {
        return "port " + port + " is taken by another process: stop it, or set " + variable;
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
