package dev.tally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.DemoKeys;
import dev.tally.ops.StartFailure;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class TokenCommandTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @TempDir
    Path dataDir;

    @Test
    void mintsATokenThatTheDemosPublicKeyVerifies() throws Exception {
        DemoKeys.in(dataDir).createOnce();

        JwtClaims claims = verified(token());

        assertEquals("https://tally.example/demo", claims.getIssuer());
        assertEquals(List.of("tally"), claims.getAudience());
        assertEquals("ada@example.com", claims.getSubject());
        assertEquals("ada@example.com", claims.getStringClaimValue("email"));
        assertEquals("demo-team", claims.getStringClaimValue("tally_account"));
        assertEquals(NOW.getEpochSecond(), claims.getIssuedAt().getValue());
        assertEquals(NOW.getEpochSecond() + 60 * 60, claims.getExpirationTime().getValue());
        assertFalse(claims.getJwtId().isBlank());
    }

    @Test
    void saysWhatItIsToldTo() throws Exception {
        DemoKeys.in(dataDir).createOnce();

        JwtClaims claims = verified(
                token("--account", "org_1", "--email", "bo@example.com", "--groups", "admin, other", "--minutes", "5"));

        assertEquals("org_1", claims.getStringClaimValue("tally_account"));
        assertEquals("bo@example.com", claims.getSubject());
        assertEquals(
                List.of("admin", "other"),
                claims.getStringListClaimValue("groups").stream().sorted().toList());
        assertEquals(NOW.getEpochSecond() + 5 * 60, claims.getExpirationTime().getValue());
    }

    @Test
    void keepsThePrivateKeyForItsOwnerAndFromOneStartToTheNext() throws Exception {
        DemoKeys keys = DemoKeys.in(dataDir);
        keys.createOnce();
        String first = Files.readString(keys.privateKey());

        keys.createOnce();

        assertEquals(first, Files.readString(keys.privateKey()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.privateKey())));
    }

    @Test
    void asksForTheDemoWhereNoneRan() {
        String message = assertThrows(StartFailure.class, () -> token()).getMessage();

        assertTrue(message.contains("start the demo once first"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--minutes", "--minutes 0", "--minutes x", "--minutes -5", "--who ada", "ada"})
    void refusesArgumentsThatMakeNoSense(String arguments) {
        assertThrows(ParameterException.class, () -> token(arguments.split(" ", -1)));
    }

    private String token(String... arguments) {
        TokenCommand command = new TokenCommand(Optional.of(dataDir), Clock.fixed(NOW, ZoneOffset.UTC));
        new CommandLine(command).parseArgs(arguments);
        return command.token();
    }

    private JwtClaims verified(String token) throws Exception {
        String publicKey = Files.readString(DemoKeys.in(dataDir).publicKey());
        return new JwtConsumerBuilder()
                .setVerificationKey(KeyUtils.decodePublicKey(publicKey, SignatureAlgorithm.ES256))
                .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                .setExpectedAudience("tally")
                .build()
                .processToClaims(token);
    }
}
