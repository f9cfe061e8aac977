package dev.tally.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the memory of this process that shows a part of its executable, as it is in the file.
 *
 * @param address where it begins
 * @param length in bytes
 */
record ProgramMapping(long address, long length) {
    /** The first line of a mapping, as proc(5) has it. */
    private static final Pattern FIRST_LINE =
            Pattern.compile("(?<from>[0-9a-f]+)-(?<to>[0-9a-f]+) (?<access>\\S{4}) \\S+ \\S+ \\S+ *(?<file>.*)");

    /** The lines that say how much of it is not as it is in the file: in memory, and in the swap space. */
    private static final String CHANGED = "(Anonymous|Swap): .*";

    private static final String NOTHING = "\\w+: +0 kB";

    /**
     * Those that cannot be written to, and were not before: what was written would be lost.
     *
     * @param lines of {@code /proc/self/smaps}
     * @param executable its path
     */
    static List<ProgramMapping> in(List<String> lines, String executable) {
        List<ProgramMapping> unchanged = new ArrayList<>();
        Matcher mapping = FIRST_LINE.matcher("");
        List<String> changes = new ArrayList<>();
        for (String line : lines) {
            Matcher first = FIRST_LINE.matcher(line);
            if (first.matches()) {
                mapping = first;
                changes.clear();
            } else if (line.matches(CHANGED)) {
                changes.add(line);
                if (isUnchanged(changes) && isFixed(mapping, executable)) {
                    unchanged.add(of(mapping));
                }
            }
        }
        return List.copyOf(unchanged);
    }

    private static boolean isUnchanged(List<String> changes) {
        return changes.size() == 2 && changes.stream().allMatch(line -> line.matches(NOTHING));
    }

    private static boolean isFixed(Matcher first, String executable) {
        return first.group("file").equals(executable) && !first.group("access").contains("w");
    }

    private static ProgramMapping of(Matcher first) {
        long from = Long.parseUnsignedLong(first.group("from"), 16);
        return new ProgramMapping(from, Long.parseUnsignedLong(first.group("to"), 16) - from);
    }
}
