package dev.tally.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FacetTest {
    /** The ids are in every stored cell: a line of this list may be added, never changed. */
    private static final String STORED_IDS = """
            0 total
            1 model
            2 provider
            3 model,provider
            4 operation
            5 model,operation
            6 provider,operation
            8 project_id
            9 model,project_id
            10 provider,project_id
            12 operation,project_id
            14 provider,operation,project_id
            16 email
            17 model,email
            18 provider,email
            20 operation,email
            24 project_id,email
            32 work_order_id
            33 model,work_order_id
            34 provider,work_order_id
            36 operation,work_order_id
            40 project_id,work_order_id
            48 email,work_order_id
            64 run_id
            65 model,run_id
            66 provider,run_id
            68 operation,run_id
            72 project_id,run_id
            80 email,run_id
            96 work_order_id,run_id
            128 profile
            129 model,profile
            130 provider,profile
            132 operation,profile
            136 project_id,profile
            144 email,profile
            160 work_order_id,profile
            192 run_id,profile
            """;

    private static final Dimensions EVERY = new Dimensions("m", "p", "o", "pr", "e", "w", "r", "f");

    @Test
    void whatIsStoredKeepsItsNumber() {
        String declared = Facet.ALL.stream()
                .collect(Collectors.toMap(Facet::id, Facet::label, (one, other) -> one + " and " + other, TreeMap::new))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());

        assertEquals(STORED_IDS, declared);
    }

    @Test
    void noTwoFacetsHaveTheSameNumberOrDimensions() {
        assertEquals(
                Facet.ALL.size(), Facet.ALL.stream().map(Facet::id).distinct().count());
        assertEquals(
                Facet.ALL.size(),
                Facet.ALL.stream()
                        .map(facet -> Set.copyOf(facet.dimensions()))
                        .distinct()
                        .count());
    }

    @Test
    void everyDimensionAndEveryTwoOfThemHaveAFacet() {
        for (Dimension one : Dimension.values()) {
            assertTrue(Facet.of(EnumSet.of(one)).isPresent(), one::field);
            for (Dimension other : Dimension.values()) {
                assertTrue(Facet.of(EnumSet.of(one, other)).isPresent(), () -> one.field() + "," + other.field());
            }
        }
        assertTrue(Facet.of(Set.of()).isPresent());
    }

    @Test
    void aFacetIsFoundByExactlyItsDimensions() {
        for (Facet facet : Facet.ALL) {
            assertEquals(facet, Facet.of(new HashSet<>(facet.dimensions())).orElseThrow());
        }
        assertTrue(Facet.of(EnumSet.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.EMAIL))
                .isEmpty());
        assertTrue(Facet.of(EnumSet.allOf(Dimension.class)).isEmpty());
    }

    @Test
    void dimensionsAndKeysAreInOneOrderHoweverTheFacetIsWritten() {
        Facet facet = new Facet(List.of(Dimension.EMAIL, Dimension.MODEL));

        assertEquals(List.of(Dimension.MODEL, Dimension.EMAIL), facet.dimensions());
        assertEquals(List.of("m", "e"), facet.keyOf(EVERY));
        assertEquals("model,email", facet.label());
    }

    @Test
    void aKeyHasNullForWhatIsAbsent() {
        Dimensions nothing = new Dimensions(null, null, null, null, null, null, null, null);

        assertEquals(Arrays.asList(null, null), new Facet(List.of(Dimension.MODEL, Dimension.EMAIL)).keyOf(nothing));
        assertEquals(List.of(), new Facet(List.of()).keyOf(nothing));
    }

    /** Which grains there are decides what a window's edges cost; storage pays for it. */
    @Test
    void quarterHoursAreKeptOfTheTotalAndOfSingleDimensionsWithFewValues() {
        Set<String> withQuarters = Facet.ALL.stream()
                .filter(facet -> facet.grains().contains(Grain.QUARTER_HOUR))
                .map(Facet::label)
                .collect(Collectors.toSet());

        assertEquals(Set.of("total", "model", "provider", "operation", "project_id", "email", "profile"), withQuarters);
        for (Facet facet : Facet.ALL) {
            assertTrue(facet.grains().containsAll(List.of(Grain.HOUR, Grain.DAY, Grain.MONTH)), facet::label);
            assertEquals(facet.grains().stream().sorted().toList(), facet.grains(), "finest first");
        }
    }
}
