package dev.tally.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A set of dimensions that is kept added up: a cuboid of the data cube of Harinarayan, Rajaraman and Ullman (<i>Implementing
 * data cubes efficiently</i>, SIGMOD 1996). {@link #ALL} declares those that there are.
 *
 * <p>Of an account only those facets are kept that it has values of all dimensions of: with a dimension more, which no event
 * has a value of, a facet would hold the same cells again.
 *
 * <p>A question is answered by the facet of exactly the dimensions that it groups and filters by. Units of work allow no
 * other: one that was used under two models counts once in a total, but under both of them.
 *
 * @param dimensions in the order of {@link Dimension}, as are the values of a key
 */
public record Facet(List<Dimension> dimensions) {

    /** The dimensions that one provider's calls of a project are told apart by. */
    private static final Set<Dimension> PROJECT_PROVIDER_OPERATION =
            EnumSet.of(Dimension.PROJECT, Dimension.PROVIDER, Dimension.OPERATION);

    /** Those with so many values that quarter-hours would keep a cell for nearly every event. */
    private static final Set<Dimension> MANY_VALUES = EnumSet.of(Dimension.WORK_ORDER, Dimension.RUN);

    private static final List<Grain> FROM_HOURS = List.of(Grain.HOUR, Grain.DAY, Grain.MONTH);

    /**
     * The total, each dimension, each two of them, and what a project's calls are broken down by: every single-dimension
     * breakdown, whole or filtered by another dimension, and every dialect's summary.
     */
    public static final List<Facet> ALL = declared();

    private static final Map<Set<Dimension>, Facet> BY_DIMENSIONS =
            ALL.stream().collect(Collectors.toMap(facet -> Set.copyOf(facet.dimensions), Function.identity()));

    private static List<Facet> declared() {
        List<Facet> facets = new ArrayList<>();
        facets.add(new Facet(List.of()));
        for (Dimension one : Dimension.values()) {
            facets.add(new Facet(List.of(one)));
        }
        for (Dimension one : Dimension.values()) {
            for (Dimension other : Dimension.values()) {
                if (one.compareTo(other) < 0) {
                    facets.add(new Facet(List.of(one, other)));
                }
            }
        }
        facets.add(new Facet(List.copyOf(PROJECT_PROVIDER_OPERATION)));
        return List.copyOf(facets);
    }

    public Facet {
        dimensions = dimensions.stream().sorted().toList();
    }

    /** Those that are kept for an account whose events have values of these dimensions only, larger ones first. */
    public static List<Facet> within(Set<Dimension> dimensions) {
        return ALL.stream()
                .filter(facet -> dimensions.containsAll(facet.dimensions))
                .sorted(Comparator.comparingInt((Facet facet) -> facet.dimensions.size())
                        .reversed())
                .toList();
    }

    /** The facet of exactly these dimensions, if there is one. */
    public static Optional<Facet> of(Set<Dimension> dimensions) {
        return Optional.ofNullable(BY_DIMENSIONS.get(dimensions));
    }

    /** The number that stands for this facet in storage: a bit for each dimension, so that new facets change no old one's. */
    public short id() {
        return Dimension.bits(dimensions);
    }

    /** The name that people read, such as {@code model,email}; {@code total} for the facet without dimensions. */
    public String label() {
        return dimensions.isEmpty()
                ? "total"
                : dimensions.stream().map(Dimension::field).collect(Collectors.joining(","));
    }

    /** The grains in which its cells are kept, finest first. What has many cells in a bucket begins with hours. */
    public List<Grain> grains() {
        boolean few = dimensions.size() <= 1 && dimensions.stream().noneMatch(MANY_VALUES::contains);
        return few ? Grain.ALL : FROM_HOURS;
    }

    public Grain finestGrain() {
        return grains().get(0);
    }

    /** The key under which the facet counts what has these dimensions; with null for each that is absent. */
    public List<String> keyOf(Dimensions values) {
        return values.get(dimensions);
    }
}
