package dev.tally.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one request may bring. Sizes are of the body after decompression. */
@ConfigMapping(prefix = "tally.ingest")
public interface IngestConfig {
    /** The size of a body that is read whole: a JSON document, or anything that is stored all or nothing. */
    @WithDefault("16M")
    MemorySize maxBodySize();

    /** How many events such a body may hold. */
    @WithDefault("10000")
    int maxEvents();

    /** The size of a line of NDJSON. */
    @WithDefault("1M")
    MemorySize maxLineSize();

    /** How many events are stored in one transaction. */
    @WithDefault("1000")
    int batchEvents();

    /** How many bytes of NDJSON are stored in one transaction, about: bounds the memory where lines are long. */
    @WithDefault("4M")
    MemorySize batchSize();

    /** How many refused events an answer lists; it counts them all. */
    @WithDefault("1000")
    int maxErrors();

    /** How far ahead of the service's clock an event's time may be, because clocks differ. */
    @WithDefault("5M")
    Duration clockTolerance();
}
