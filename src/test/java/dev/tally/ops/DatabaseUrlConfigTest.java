package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DatabaseUrlConfigTest {
    private static final int ENVIRONMENT = 300;

    @Test
    void configuresBothClientsFromOneUrl() {
        SmallRyeConfig config = configured(Map.of("tally.database.url", "postgresql://ada:secret@[::1]:6543/usage"));

        assertEquals("jdbc:postgresql://[::1]:6543/usage", value(config, "quarkus.datasource.jdbc.url"));
        assertEquals("postgresql://[::1]:6543/usage", value(config, "quarkus.datasource.reactive.url"));
        assertEquals("ada", value(config, "quarkus.datasource.username"));
        assertEquals("secret", value(config, "quarkus.datasource.password"));
    }

    @Test
    void takesAPasswordLiterallyThatLooksLikeAnExpression() {
        // ${user.home} $1 \$ percent-encoded: the URL itself may hold none of these characters
        SmallRyeConfig config =
                configured(Map.of("tally.database.url", "postgresql://ada:%24%7Buser.home%7D%20%241%20%5C%24@h/usage"));

        assertEquals("${user.home} $1 \\$", value(config, "quarkus.datasource.password"));
    }

    @Test
    void checksTheServersNameAgainstACertificateOnRequest() {
        SmallRyeConfig config = configured(
                Map.of("tally.database.url", "postgresql://a:b@h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"));

        assertEquals("/etc/ca.pem", value(config, "quarkus.datasource.reactive.trust-certificate-pem.certs"));
        assertEquals("true", value(config, "quarkus.datasource.reactive.trust-certificate-pem"));
        assertEquals("HTTPS", value(config, "quarkus.datasource.reactive.hostname-verification-algorithm"));
    }

    @Test
    void leavesTheWordToAnOperatorWhoSetsAClientDirectly() {
        SmallRyeConfig config = configured(Map.of(
                "tally.database.url",
                "postgresql://a:b@h/d",
                "quarkus.datasource.reactive.url",
                "postgresql://pooler/d"));

        assertEquals("postgresql://pooler/d", value(config, "quarkus.datasource.reactive.url"));
        assertEquals("jdbc:postgresql://h:5432/d", value(config, "quarkus.datasource.jdbc.url"));
    }

    @Test
    void addsNothingWithoutAUrl() {
        assertFalse(configured(Map.of())
                .getOptionalValue("quarkus.datasource.reactive.url", String.class)
                .isPresent());
    }

    private static SmallRyeConfig configured(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(environment, "environment", ENVIRONMENT))
                .withSources(new DatabaseUrlConfig())
                .build();
    }

    private static String value(SmallRyeConfig config, String name) {
        return config.getValue(name, String.class);
    }
}
