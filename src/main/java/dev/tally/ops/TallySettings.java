package dev.tally.ops;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the start. As environment variables: {@code TALLY_DATA_DIR}, {@code TALLY_PORT} and so on. */
// Also where nothing is injected: it is what makes an unknown name stop the start.
@Unremovable
@ConfigMapping(prefix = "tally")
public interface TallySettings {
    /** Where the embedded database and the demo's keys are kept. */
    @WithDefault(LocalSettings.DEFAULT_DATA_DIR)
    Path dataDir();

    /** Absent with the embedded database only before its start: it sets this itself. */
    @WithName("database.url")
    Optional<String> databaseUrl();

    /** The HTTP port; 0 takes any that is free. */
    @WithDefault("8080")
    int port();

    /**
     * The port of health and metrics; 0 takes any that is free. It is the default of Quarkus's own setting, which says where
     * they are.
     */
    @WithName("management.port")
    @WithDefault("9000")
    int managementPort();

    /** The address that port is opened on. */
    @WithName("management.host")
    @WithDefault("0.0.0.0")
    String managementHost();

    /** Whether {@code serve} brings the schema up to date; otherwise it refuses one that is older than it needs. */
    @WithDefault("true")
    boolean migrateAtStart();

    /** Whether each line of the log is a JSON object, for programs, or text, for people. */
    @WithName("log.json")
    @WithDefault("true")
    boolean logJson();

    /** The origins whose pages may read answers, such as {@code https://dashboard.example.com}; none where it is absent. */
    @WithName("cors.origins")
    Optional<List<String>> corsOrigins();

    /** Whether to offer demo accounts and development tokens. Never on a service that others can reach. */
    @WithDefault("false")
    boolean demo();
}
