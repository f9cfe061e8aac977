package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Lines are those of the whole body, wherever the network cuts it. */
class LineSplitterPropertyTest {
    private static final int LONGEST = 8;
    private static final int MOST = 100;

    @Property
    void linesAreThoseOfTheWholeBodyWhereverItIsCut(
            @ForAll @StringLength(max = MOST) @CharRange(from = 'a', to = 'c') @Chars('\n') String body,
            @ForAll @Size(max = 6) List<@IntRange(max = MOST) Integer> cuts) {
        LineSplitter splitter = new LineSplitter(LONGEST);
        List<String> lines = new ArrayList<>();

        pieces(body, cuts).forEach(piece -> splitter.feed(piece.getBytes(US_ASCII)).stream()
                .map(line -> new String(line, US_ASCII))
                .forEach(lines::add));
        lines.add(new String(splitter.rest(), US_ASCII));

        assertEquals(
                Arrays.stream(body.split("\n", -1))
                        .map(LineSplitterPropertyTest::kept)
                        .toList(),
                lines);
    }

    /** Enough of a line to see that it is too long. */
    private static String kept(String line) {
        return line.length() > LONGEST ? line.substring(0, LONGEST + 1) : line;
    }

    private static List<String> pieces(String body, List<Integer> cuts) {
        List<Integer> places = Stream.concat(cuts.stream(), Stream.of(0, body.length()))
                .map(cut -> Math.min(cut, body.length()))
                .sorted()
                .toList();
        List<String> pieces = new ArrayList<>();
        for (int i = 1; i < places.size(); i++) {
            pieces.add(body.substring(places.get(i - 1), places.get(i)));
        }
        return pieces;
    }
}
