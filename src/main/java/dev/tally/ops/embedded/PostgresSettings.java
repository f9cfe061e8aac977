package dev.tally.ops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The server's settings: written at each start, so that they follow the version of Tally that starts it. */
final class PostgresSettings {
    private static final String HEADER =
            "# Written by Tally at each start. For settings of your own, run a PostgreSQL of your own: TALLY_DATABASE_URL.\n";

    /** Durable first: an event is acknowledged only when it is on the disk. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            // The text of a failed statement may hold what users sent.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_min_messages", "fatal"));

    private PostgresSettings() {}

    static void write(Path file, int port, Map<String, String> overrides) throws IOException {
        Map<String, String> settings = new TreeMap<>(DEFAULTS);
        settings.putAll(overrides);
        settings.put("port", Integer.toString(port));
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'\n")
                .collect(Collectors.joining());
        Files.writeString(file, HEADER + lines);
    }
}
