package dev.tally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.ops.StartFailure;
import dev.tally.ops.TallySettings;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.net.BindException;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class FailureLineTest {
    @Test
    void findsTheReasonBelowTheFrameworksExceptions() {
        Throwable failure =
                new ExceptionInInitializerError(new RuntimeException("start", new StartFailure("the disk is full")));

        assertEquals(Optional.of("the disk is full"), FailureLine.of(failure));
    }

    @Test
    void namesATakenPort() {
        assertEquals(
                Optional.of("port 8080 is taken by another process: stop it, or set TALLY_PORT"),
                FailureLine.of(new QuarkusBindException("localhost", 8080, new BindException())));
    }

    @Test
    void namesAnUnknownSettingInBothWaysOfWritingIt() {
        Exception failure = Assertions.assertThrows(RuntimeException.class, () -> new SmallRyeConfigBuilder()
                .withMapping(TallySettings.class)
                .withSources(new PropertiesConfigSource(Map.of("tally.data-dri", "x"), "the environment", 300))
                .build());

        assertEquals(Optional.of("there is no setting tally.data-dri (TALLY_DATA_DRI)"), FailureLine.of(failure));
    }

    @Test
    void passesOnWhatAFeatureSaysOfItsSettings() {
        assertEquals(Optional.of("too short"), FailureLine.of(new ConfigurationException("too short")));
    }

    @Test
    void saysWhyTheDatabaseCannotBeReached() {
        Throwable refused = new IllegalStateException("Connection refused", new java.io.IOException("no route"));

        assertEquals(
                Optional.of(
                        "the database cannot be used: IllegalStateException: Connection refused, IOException: no route"),
                FailureLine.of(new FlywayException("a page\nof text", refused)));
    }

    @Test
    void saysWhyTokensCannotBeVerified() {
        assertEquals(
                Optional.of("tokens cannot be verified: no such file"),
                FailureLine.of(new RuntimeException(new DeploymentException("SRJWT02002: no such file"))));
        assertEquals(Optional.empty(), FailureLine.of(new DeploymentException("a bean is missing")));
        assertEquals(Optional.empty(), FailureLine.of(new DeploymentException((String) null)));
    }

    @Test
    void leavesADefectToItsStackTrace() {
        assertEquals(Optional.empty(), FailureLine.of(new NullPointerException()));
    }
}
