package dev.tally.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Tells the service under test its administrator's key and whose tokens to trust. Registered for every
 * {@code @QuarkusTest}: a test class does nothing for it.
 */
@QuarkusTestResource(AccessResource.class)
public final class AccessResource implements QuarkusTestResourceLifecycleManager {
    /** The key of the service's administrator. */
    public static final String ADMINISTRATOR_KEY = "administrator-of-the-tests-0123456789";

    /** A setting that test profiles may have, as a system property when this starts. */
    private static final String FAILED_ATTEMPTS = "tally.limits.failed-attempts";

    @Override
    public Map<String, String> start() {
        return Map.of(
                // Tests are refused all the time, from one address.
                FAILED_ATTEMPTS,
                System.getProperty(FAILED_ATTEMPTS, "off"),
                "tally.admin.key",
                ADMINISTRATOR_KEY,
                "mp.jwt.verify.publickey",
                TestTokens.publicKeys(),
                "mp.jwt.verify.issuer",
                TestTokens.ISSUER,
                "mp.jwt.verify.audiences",
                TestTokens.AUDIENCE);
    }

    @Override
    public void stop() {}
}
