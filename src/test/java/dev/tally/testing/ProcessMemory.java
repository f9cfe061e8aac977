package dev.tally.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory of a process, as Linux counts it.
 *
 * @param residentMib what it has in memory now
 * @param peakMib the most it ever had
 */
public record ProcessMemory(double residentMib, double peakMib) {
    private static final double KIB_PER_MIB = 1024;

    /** Throws an {@link IOException} where it has none any more: a process that was killed keeps its number for a moment. */
    public static ProcessMemory of(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        return new ProcessMemory(mib(status, "VmRSS"), mib(status, "VmHWM"));
    }

    private static double mib(String status, String name) throws IOException {
        return status.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + name + " of a process that ends"));
    }
}
