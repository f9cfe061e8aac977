package dev.tally.cli;

import dev.tally.ops.DemoKeys;
import dev.tally.ops.LocalSettings;
import dev.tally.ops.StartFailure;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Mints a development token: a JWT that the demo on the same data folder trusts. */
@Command(
        name = "token",
        description = "Print a development token, a JSON Web Token that the demo on the same data folder trusts.")
public final class TokenCommand implements OfflineCommand {
    @Option(
            names = "--account",
            paramLabel = "<account>",
            defaultValue = "demo-team",
            description = "The account it is for, by its id or external id; default: ${DEFAULT-VALUE}.")
    String account;

    @Option(
            names = "--email",
            paramLabel = "<address>",
            defaultValue = "ada@example.com",
            description = "Whose it is; default: ${DEFAULT-VALUE}.")
    String email;

    @Option(names = "--groups", split = ",", paramLabel = "<group>", description = "The groups of that person.")
    List<String> groups = List.of();

    @Option(
            names = "--minutes",
            paramLabel = "<minutes>",
            defaultValue = "60",
            description = "How long it is good; default: ${DEFAULT-VALUE}.")
    int minutes;

    @Spec
    CommandSpec spec;

    private final Optional<Path> dataDir;
    private final Clock clock;

    TokenCommand() {
        this(Optional.empty(), Clock.systemUTC());
    }

    /**
     * For the demo on a data folder.
     *
     * @param dataDir empty for the one of the settings
     */
    TokenCommand(Optional<Path> dataDir, Clock clock) {
        this.dataDir = dataDir;
        this.clock = clock;
    }

    /** @throws StartFailure if no demo ever ran on the data folder */
    @Override
    public void run() {
        System.out.println(token());
    }

    String token() {
        if (minutes < 1) {
            throw new ParameterException(spec.commandLine(), "--minutes needs a whole number above 0");
        }
        DemoKeys keys = DemoKeys.in(dataDir.orElseGet(() -> LocalSettings.read().dataDir()));
        Instant now = clock.instant();
        return Jwt.issuer(DemoKeys.ISSUER)
                .audience(DemoKeys.AUDIENCE)
                .subject(email)
                .groups(names(groups))
                .claim("email", email)
                .claim("tally_account", account)
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(minutes)))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(privateKey(keys));
    }

    private static Set<String> names(List<String> groups) {
        return groups.stream()
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toSet());
    }

    private static PrivateKey privateKey(DemoKeys keys) {
        if (!keys.exist()) {
            throw new StartFailure("there are no demo keys in "
                    + keys.privateKey().getParent() + " to sign a token with: start the demo once first (make run)");
        }
        try {
            return KeyUtils.decodePrivateKey(Files.readString(keys.privateKey()), SignatureAlgorithm.ES256);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure("the demo's private key " + keys.privateKey() + " cannot be read", e);
        }
    }
}
