package dev.tally.bench;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
final class Machine {
    private static final String SETTINGS = """
            SELECT name, current_setting(name) FROM pg_settings
            WHERE source NOT IN ('default', 'client', 'override', 'session') OR name IN ('fsync', 'synchronous_commit',
              'max_parallel_workers', 'max_parallel_workers_per_gather', 'shared_buffers', 'work_mem') ORDER BY name
            """;

    private Machine() {}

    /** Of the last minute: how many processes wanted to run; negative where the system does not say. */
    static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** @param loadAverage before the benchmark began */
    static Map<String, Object> describe(Database database, double loadAverage) throws Exception {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            machine.put("memory_mb", system.getTotalMemorySize() >> 20);
        }
        machine.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        machine.put("load_average_before", loadAverage);
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        machine.put("postgresql", database.text("SELECT version()"));
        machine.put("postgresql_settings", database.pairs(SETTINGS));
        return machine;
    }
}
