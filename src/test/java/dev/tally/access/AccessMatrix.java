package dev.tally.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table in {@code access/matrix.txt}, which says what its columns are. */
final class AccessMatrix {
    private static final String TABLE = "/access/matrix.txt";
    private static final String COMMENT = "#";
    private static final String NOT_ASKED = "-";
    private static final Pattern CELL = Pattern.compile("[^\\s|]+");
    private static final Pattern DIALECT = Pattern.compile("[^,]+");

    /** Cells of a line before those of the callers: words, method, path. */
    private static final int BEFORE_STATUSES = 3;

    private AccessMatrix() {}

    /**
     * What becomes of an operation.
     *
     * @param words the dialects in whose formats refusals are, see {@link #words(boolean)}
     * @param statuses for each kind of caller that asks for it, in the order of the table
     */
    record Row(List<String> words, Operation operation, Map<CallerKind, Integer> statuses) {

        /** The dialect in whose format a caller is refused whose account is known, or is not. */
        String words(boolean known) {
            return known ? words.get(words.size() - 1) : words.get(0);
        }

        @Override
        public String toString() {
            return operation + " in the words of " + words(true);
        }
    }

    static List<Row> rows() {
        List<List<String>> lines = lines();
        List<CallerKind> kinds =
                lines.get(0).stream().skip(BEFORE_STATUSES).map(CallerKind::of).toList();
        return lines.stream().skip(1).map(line -> row(line, kinds)).toList();
    }

    private static Row row(List<String> line, List<CallerKind> kinds) {
        List<String> statuses = line.subList(BEFORE_STATUSES, line.size());
        if (statuses.size() != kinds.size()) {
            throw new IllegalArgumentException("this row has more or fewer columns than there are: " + line);
        }
        Map<CallerKind, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            if (!statuses.get(i).equals(NOT_ASKED)) {
                expected.put(kinds.get(i), Integer.valueOf(statuses.get(i)));
            }
        }
        return new Row(cells(line.get(0), DIALECT), new Operation(line.get(1), line.get(2)), expected);
    }

    private static List<List<String>> lines() {
        try (InputStream table = AccessMatrix.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .map(line -> cells(line, CELL))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line, Pattern cell) {
        return cell.matcher(line).results().map(MatchResult::group).toList();
    }
}
