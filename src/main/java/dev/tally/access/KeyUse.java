package dev.tally.access;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Remembers when keys were last used, to the minute, beside the requests and never in their way. */
@Singleton
class KeyUse {
    private static final Logger LOG = Logger.getLogger(KeyUse.class);

    private final CallerDirectory directory;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    KeyUse(CallerDirectory directory) {
        this.directory = directory;
    }

    void note(StoredKey key, Instant now) {
        boolean recent = key.useNotedUntil().filter(now::isBefore).isPresent();
        if (recent || !underWay.add(key.id())) {
            return;
        }
        directory
                .keyUsed(key.account().id(), key.id(), now)
                .onTermination()
                .invoke(() -> underWay.remove(key.id()))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("The use of an API key could not be noted: %s", failure));
    }
}
