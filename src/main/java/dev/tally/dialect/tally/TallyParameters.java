package dev.tally.dialect.tally;

import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Emails;
import dev.tally.model.Granularity;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client asks of the native API.
 *
 * @param filters for each filtered dimension the values of which an event must have one
 * @param groupBy at most two dimensions, in the order in which the client named them
 * @param zone whose calendar the buckets of the series follow
 * @param explain whether to tell what was read for the answer
 */
record TallyParameters(
        Window window,
        Map<Dimension, Set<String>> filters,
        List<Dimension> groupBy,
        Optional<Granularity> granularity,
        ZoneId zone,
        boolean explain) {

    private static final int MOST_GROUPINGS = 2;
    private static final String GROUP_BY = "group_by";
    static final String EXPLAIN = "explain";
    private static final List<String> DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::field).toList();
    private static final List<String> GRANULARITIES =
            Arrays.stream(Granularity.values()).map(Granularity::parameter).toList();
    private static final Set<String> ALL = Stream.concat(
                    DIMENSIONS.stream(), Stream.of(GROUP_BY, "granularity", "tz", "from", "to", EXPLAIN))
            .collect(Collectors.toUnmodifiableSet());

    static TallyParameters of(QueryParameters parameters, Account account, Instant now) {
        parameters.allow(ALL);
        TallyParameters asked = new TallyParameters(
                parameters.window("from", "to", now, "'from' must be before 'to'"),
                filters(parameters),
                groupBy(parameters),
                parameters.oneOf("granularity", GRANULARITIES).map(TallyParameters::granularity),
                parameters.text("tz").map(TallyParameters::zone).orElse(account.timeZone()),
                parameters.flag(EXPLAIN));
        if (!account.isTeam()) {
            asked.refuseEmails();
        }
        return asked;
    }

    UsageQuery query(Account account) {
        UsageQuery query = UsageQuery.of(account.id(), window, zone)
                .showing(Detail.UNITS, Detail.PERCENTILES)
                .brokenDownBy(groups());
        for (Map.Entry<Dimension, Set<String>> filter : filters.entrySet()) {
            query = query.where(filter.getKey(), filter.getValue());
        }
        return granularity.isEmpty() ? query : query.brokenDownBy(buckets(), groupsPerBucket());
    }

    Breakdown groups() {
        return Breakdown.by(groupBy);
    }

    /** The buckets of the series; only where a granularity was asked for. */
    Breakdown buckets() {
        return Breakdown.TOTAL.per(granularity.orElseThrow());
    }

    /** The groups within those. */
    Breakdown groupsPerBucket() {
        return groups().per(granularity.orElseThrow());
    }

    private static Map<Dimension, Set<String>> filters(QueryParameters parameters) {
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Set<String> values = parameters.texts(dimension.field()).stream()
                    .map(value -> dimension == Dimension.EMAIL ? Emails.normalized(value) : value)
                    .collect(Collectors.toCollection(TreeSet::new));
            filters.put(dimension, values);
        }
        return filters;
    }

    private static List<Dimension> groupBy(QueryParameters parameters) {
        List<Dimension> dimensions = parameters.texts(GROUP_BY).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(name -> dimension(name.strip()))
                .toList();
        if (dimensions.size() > MOST_GROUPINGS) {
            throw FailureException.invalid(GROUP_BY, "'group_by' takes at most " + MOST_GROUPINGS + " dimensions");
        }
        if (Set.copyOf(dimensions).size() < dimensions.size()) {
            throw FailureException.invalid(GROUP_BY, "'group_by' names a dimension twice");
        }
        return dimensions;
    }

    private static Dimension dimension(String name) {
        return Dimension.ofField(name)
                .orElseThrow(() -> FailureException.invalid(
                        GROUP_BY, "Invalid group_by '" + name + "'. Valid values: " + String.join(", ", DIMENSIONS)));
    }

    private static Granularity granularity(String parameter) {
        return Granularity.valueOf(parameter.toUpperCase(Locale.ROOT));
    }

    private static ZoneId zone(String text) {
        try {
            // No zone has a space in its name, but a plus sign that was not percent-encoded arrives as one.
            return ZoneId.of(text.replace(' ', '+'));
        } catch (DateTimeException e) {
            throw FailureException.invalid("tz", "'tz' must be the name of an IANA time zone or an offset from UTC");
        }
    }

    private void refuseEmails() {
        if (groupBy.contains(Dimension.EMAIL)) {
            throw teamsOnly(GROUP_BY);
        }
        if (!filters.get(Dimension.EMAIL).isEmpty()) {
            throw teamsOnly(Dimension.EMAIL.field());
        }
    }

    private static FailureException teamsOnly(String parameter) {
        return new FailureException(new Failure(
                FailureKind.FORBIDDEN, Optional.of(parameter), "Usage by e-mail is for team accounts only"));
    }
}
