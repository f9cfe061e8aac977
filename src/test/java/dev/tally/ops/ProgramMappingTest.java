package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramMappingTest {
    private static final String EXECUTABLE = "/opt/a tally";

    /** Of each mapping the lines that are looked at, and one that is not. */
    private static final List<String> SMAPS = """
            00410000-03dc1000 r-xp 00010000 fe:00 5310745                            /opt/a tally
            Rss:               40900 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            03dc1000-03dc2000 r--p 039c1000 fe:00 5310745                            /opt/a tally
            Rss:                   4 kB
            Anonymous:             4 kB
            Swap:                  0 kB
            03dc2000-03dc3000 r--p 039c2000 fe:00 5310745                            /opt/a tally
            Anonymous:             0 kB
            Swap:                  4 kB
            03dc3000-03dc4000 r--p 039c3000 fe:00 5310745                            /opt/a tally
            Anonymous:             0 kB
            7f0d20000000-7f0d2159c000 rw-p 05100000 fe:00 5310745                    /opt/a tally
            Anonymous:             0 kB
            Swap:                  0 kB
            7f0d2159c000-7f0d22910000 r--p 0669c000 fe:00 5310745                    /opt/a tally
            Anonymous:             0 kB
            Swap:                  0 kB
            7f0d22980000-7f0d23980000 r--p 00000000 00:00 0
            Anonymous:             0 kB
            Swap:                  0 kB
            7f151e953000-7f151eaa9000 r-xp 00026000 fe:00 339380                     /usr/lib/libc.so.6
            Anonymous:             0 kB
            Swap:                  0 kB
            """.lines().toList();

    @Test
    void whatIsAsItIsInTheFileAndStaysSoCanBeLetGo() {
        assertEquals(
                List.of(
                        new ProgramMapping(0x410000, 0x3dc1000 - 0x410000),
                        new ProgramMapping(0x7f0d2159c000L, 0x7f0d22910000L - 0x7f0d2159c000L)),
                ProgramMapping.in(SMAPS, EXECUTABLE));
    }
}
