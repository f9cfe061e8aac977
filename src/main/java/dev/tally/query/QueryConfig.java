package dev.tally.query;

import dev.tally.settings.AtLeastOne;
import dev.tally.settings.SomeTime;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one query may ask for. */
@ConfigMapping(prefix = "tally.query")
public interface QueryConfig {
    /** How many groups an answer may have, all its breakdowns and buckets together; each takes a kilobyte or more. */
    @WithDefault("50000")
    @WithConverter(AtLeastOne.class)
    int maxGroups();

    /** How many events that are in cells already may be read one by one for an answer that cells cannot give. */
    @WithDefault("1000000")
    long maxScannedEvents();

    /** With more pending events than these, a query has them rolled before it reads. */
    @WithDefault("20000")
    long maxPendingEvents();

    /** How many reports of one account are computed at once: what an account can take from the others. */
    @WithDefault("2")
    @WithConverter(AtLeastOne.class)
    int reportsPerAccount();

    /** How many reports of all accounts are; the rest of the database's connections is for everybody else. */
    @WithDefault("8")
    @WithConverter(AtLeastOne.class)
    int reports();

    /** How many of one account may wait for their turn before further ones are refused with status 429. */
    @WithDefault("200")
    int maxWaitingPerAccount();

    /** How many of all accounts may wait before further ones are refused with status 503. */
    @WithDefault("2000")
    int maxWaiting();

    /** How long one may wait for its turn; it is refused with status 503 then. */
    @WithDefault("30S")
    @WithConverter(SomeTime.class)
    Duration maxWait();

    /** When a client that was refused is asked to come back, in whole seconds. */
    @WithDefault("1S")
    Duration retryAfter();
}
