package dev.tally.ingest;

import dev.tally.model.MeteredEvent;
import dev.tally.model.UsageEvent;
import java.math.BigDecimal;

/**
 * An event with its money in the account's reporting currency as well.
 *
 * @param reportingCost its cost, at the rate in force at the event's time, exactly
 * @param reportingLlmCost its LLM cost, likewise
 */
public record PricedEvent(UsageEvent event, BigDecimal reportingCost, BigDecimal reportingLlmCost) {
    /** What summaries need of it, as they find it once it is stored. */
    public MeteredEvent metered() {
        return new MeteredEvent(
                event.time(),
                event.dimensions(),
                event.projectName(),
                event.usage().withMoney(reportingCost, reportingLlmCost));
    }
}
