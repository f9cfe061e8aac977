package dev.tally.access;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The key of the service's administrator. */
@Singleton
class AdministratorKey {
    private static final int SHORTEST = 32;

    private final Optional<SecretHash> hash;

    AdministratorKey(AdministratorConfig config) {
        config.key().ifPresent(AdministratorKey::check);
        this.hash = config.key().map(SecretHash::of);
    }

    boolean is(SecretHash secret) {
        return hash.filter(secret::equals).isPresent();
    }

    /** A key that is no good must stop the start, not the first request. */
    void checkedAtStart(@Observes StartupEvent start) {}

    private static void check(String key) {
        if (key.length() < SHORTEST
                || key.length() > Credential.LONGEST_KEY
                || !Credential.VISIBLE_ASCII.matcher(key).matches()) {
            throw new ConfigurationException("TALLY_ADMIN_KEY must have " + SHORTEST + " to " + Credential.LONGEST_KEY
                    + " characters, all of them visible ASCII");
        }
    }
}
