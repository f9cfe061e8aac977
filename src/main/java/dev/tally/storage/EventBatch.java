package dev.tally.storage;

import dev.tally.ingest.ContentHash;
import dev.tally.ingest.EventStore.Outcome;
import dev.tally.ingest.PricedEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of one transaction, each with the hash of its content. Not thread-safe. */
final class EventBatch {
    /** An event and the hash of its content: made when it is first asked for, so that one who reads the event does both at once. */
    static final class Hashed {
        private final PricedEvent priced;
        private final ContentHash hasher;
        private Buffer hash;

        private Hashed(PricedEvent priced, ContentHash hasher) {
            this.priced = priced;
            this.hasher = hasher;
        }

        PricedEvent priced() {
            return priced;
        }

        Buffer hash() {
            if (hash == null) {
                hash = Buffer.buffer(hasher.of(priced.event()));
            }
            return hash;
        }

        String id() {
            return priced.event().id();
        }

        Instant time() {
            return priced.event().time();
        }
    }

    private final List<Hashed> sent;
    private final Map<String, Hashed> firstById;

    EventBatch(List<PricedEvent> events) {
        ContentHash hasher = new ContentHash();
        this.sent = events.stream().map(priced -> new Hashed(priced, hasher)).toList();
        this.firstById = new LinkedHashMap<>(2 * events.size());
        sent.forEach(event -> firstById.putIfAbsent(event.id(), event));
    }

    /** The first event of each id. */
    Collection<Hashed> distinct() {
        return firstById.values();
    }

    /**
     * What became of each event that was sent.
     *
     * @param stored the hashes of the ids that were there before
     */
    List<Outcome> outcomes(Map<String, Buffer> stored) {
        boolean allAreNew = stored.isEmpty() && firstById.size() == sent.size();
        return allAreNew ? Collections.nCopies(sent.size(), Outcome.RECORDED) : outcomesOfEach(stored);
    }

    private List<Outcome> outcomesOfEach(Map<String, Buffer> stored) {
        Map<String, Buffer> effective = new HashMap<>(stored);
        Set<String> known = new HashSet<>(stored.keySet());
        List<Outcome> outcomes = new ArrayList<>(sent.size());
        for (Hashed event : sent) {
            if (known.add(event.id())) {
                effective.put(event.id(), event.hash());
                outcomes.add(Outcome.RECORDED);
            } else {
                boolean same = effective.get(event.id()).equals(event.hash());
                outcomes.add(same ? Outcome.DUPLICATE : Outcome.CONFLICT);
            }
        }
        return outcomes;
    }
}
