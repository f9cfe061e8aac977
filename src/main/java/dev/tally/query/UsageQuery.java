package dev.tally.query;

import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Window;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A question about one account's usage.
 *
 * @param filters for each filtered dimension the values of which an event must have one
 * @param breakdowns how to divide what matches; {@link Breakdown#TOTAL} is always among them
 * @param zone whose calendar the buckets of the breakdowns follow
 * @param details what the answer shows beyond sums
 */
public record UsageQuery(
        UUID accountId,
        Window window,
        Map<Dimension, Set<String>> filters,
        Set<Breakdown> breakdowns,
        ZoneId zone,
        Set<Detail> details) {

    public UsageQuery {
        filters = Map.copyOf(filters);
        Set<Breakdown> all = new LinkedHashSet<>(Set.of(Breakdown.TOTAL));
        all.addAll(breakdowns);
        breakdowns = Set.copyOf(all);
        details = Set.copyOf(details);
    }

    /** The sums of everything of an account in a window, in one group. */
    public static UsageQuery of(UUID accountId, Window window, ZoneId zone) {
        return new UsageQuery(accountId, window, Map.of(), Set.of(), zone, Set.of());
    }

    public UsageQuery brokenDownBy(Breakdown... more) {
        Set<Breakdown> all = new LinkedHashSet<>(breakdowns);
        all.addAll(List.of(more));
        return new UsageQuery(accountId, window, filters, all, zone, details);
    }

    /** With these details, and no others. */
    public UsageQuery showing(Detail... shown) {
        return new UsageQuery(accountId, window, filters, breakdowns, zone, Set.of(shown));
    }

    /** Only events that have one of the values; no values, no filter. */
    public UsageQuery where(Dimension dimension, Set<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        Map<Dimension, Set<String>> more = new EnumMap<>(Dimension.class);
        more.putAll(filters);
        more.put(dimension, Set.copyOf(values));
        return new UsageQuery(accountId, window, more, breakdowns, zone, details);
    }
}
