package dev.tally.ingest;

import dev.tally.settings.AtLeastOne;
import dev.tally.settings.SomeTime;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much requests may bring, and how it is stored. Sizes are of the body after decompression. */
@ConfigMapping(prefix = "tally.ingest")
public interface IngestConfig {
    /** The size of a body that is read whole: a JSON document, or anything that is stored all or nothing. */
    @WithDefault("16M")
    MemorySize maxBodySize();

    /** How many events such a body may hold. */
    @WithDefault("10000")
    @WithConverter(AtLeastOne.class)
    int maxEvents();

    /** The size of a line of NDJSON. */
    @WithDefault("1M")
    MemorySize maxLineSize();

    /** How many events are stored in one transaction, be they of one request or of several of an account. */
    @WithDefault("1000")
    @WithConverter(AtLeastOne.class)
    int batchEvents();

    /** How many bytes of NDJSON are stored in one transaction, about: bounds the memory where lines are long. */
    @WithDefault("4M")
    MemorySize batchSize();

    /** How many refused events an answer lists; it counts them all. */
    @WithDefault("1000")
    int maxErrors();

    /** How many transactions of one account may be under way at once. */
    @WithDefault("2")
    @WithConverter(AtLeastOne.class)
    int transactionsPerAccount();

    /** How many transactions of all accounts may be; the rest of the database's connections is for everybody else. */
    @WithDefault("8")
    @WithConverter(AtLeastOne.class)
    int transactions();

    /** How many events of one account may wait for a transaction before further requests are refused with status 503. */
    @WithDefault("50000")
    @WithConverter(AtLeastOne.class)
    int maxQueuedEventsPerAccount();

    /** How many events of all accounts may wait. */
    @WithDefault("100000")
    @WithConverter(AtLeastOne.class)
    int maxQueuedEvents();

    /**
     * How many events of an account may be stored and not rolled yet, about, before the account's next ones have to wait for
     * rolling: what is pending makes summaries slow. At most a tenth more get in with each instance. In the last quarter of
     * these the account is stored one transaction at a time.
     */
    @WithDefault("200000")
    int maxPendingEvents();

    /** How long a request may wait for its first transaction to begin; it is refused with status 503 then. */
    @WithDefault("30S")
    @WithConverter(SomeTime.class)
    Duration maxQueueWait();

    /**
     * How many bytes of bodies may be in memory, from when they are read until their events are stored; of one account half
     * as many. Requests beyond are refused with status 503. A quarter of the heap where it is absent.
     */
    Optional<MemorySize> maxHeldSize();

    /** When a client that was refused is asked to come back, in whole seconds. */
    @WithDefault("1S")
    Duration retryAfter();

    /** How far ahead of the service's clock an event's time may be, because clocks differ. */
    @WithDefault("5M")
    Duration clockTolerance();
}
