package dev.tally.cli;

import dev.tally.ops.DemoKeys;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Mints a development token: a JWT that the demo on the same data folder trusts. */
public final class TokenCommand {
    private static final int DEFAULT_MINUTES = 60;

    private final DemoKeys keys;
    private final Clock clock;

    /** For the demo on this data folder. */
    public TokenCommand(Path dataDir, Clock clock) {
        this.keys = DemoKeys.in(dataDir);
        this.clock = clock;
    }

    /**
     * The token that the arguments ask for.
     *
     * @throws UsageError if they make no sense
     * @throws StartFailure if no demo ever ran on the data folder
     */
    public String run(List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("account", "email", "groups", "minutes"));
        Instant now = clock.instant();
        String email = options.text("email").orElse("ada@example.com");
        return Jwt.issuer(DemoKeys.ISSUER)
                .audience(DemoKeys.AUDIENCE)
                .subject(email)
                .groups(groups(options.text("groups").orElse("")))
                .claim("email", email)
                .claim("tally_account", options.text("account").orElse("demo-team"))
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(options.positiveNumber("minutes", DEFAULT_MINUTES))))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(privateKey());
    }

    private static Set<String> groups(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toSet());
    }

    private PrivateKey privateKey() {
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
