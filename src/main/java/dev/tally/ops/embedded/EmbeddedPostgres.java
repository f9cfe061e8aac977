package dev.tally.ops.embedded;

import dev.tally.ops.DatabaseUrl;
import dev.tally.ops.SecretFile;
import dev.tally.ops.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A running PostgreSQL server whose data stay in a folder. It listens on the loopback address only, on a port of its choice, and
 * asks for a password that is kept in the folder, for its owner's eyes. A server that outlived a killed service is stopped
 * before the next one starts on its data.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);

    /** Evaluated while a native executable is built, which is how everything below stays out of it. */
    private static final boolean IN_NATIVE_EXECUTABLE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private static final String PASSWORD_FILE = "postgres-password";
    private static final String USER = "tally";
    private static final String DATABASE = "postgres";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PASSWORD_BYTES = 32;
    private static final int START_TIMEOUT_SECONDS = 300;
    private static final int STOP_TIMEOUT_SECONDS = 60;
    private static final long FIRST_START_BYTES = 192L << 20;
    private static final long LATER_START_BYTES = 64L << 20;

    private final Path folder;
    private final Path data;
    private final Path log;
    private final OrdinaryUser user;
    private final Path programs;
    private final FolderLock lock;
    private DatabaseUrl url;
    private boolean closed;

    private EmbeddedPostgres(Path folder, Path programs, OrdinaryUser user, FolderLock lock) {
        this.folder = folder;
        this.data = folder.resolve("postgres");
        this.log = folder.resolve("postgres.log");
        this.programs = programs;
        this.user = user;
        this.lock = lock;
    }

    /**
     * Starts the server on the data in {@code dataFolder}, which is made if absent.
     *
     * @throws StartFailure if it cannot start; the reason is one the operator can act on. The native executable never can
     */
    public static EmbeddedPostgres start(Path dataFolder) {
        return start(dataFolder, dataFolder.resolve("postgres-programs"), Map.of());
    }

    /**
     * Starts the server with the programs in another folder, where several servers can share them.
     *
     * @param settings PostgreSQL's, by name, in addition to Tally's or instead of them
     */
    public static EmbeddedPostgres start(Path dataFolder, Path programsFolder, Map<String, String> settings) {
        if (IN_NATIVE_EXECUTABLE) {
            throw new StartFailure("the native executable has no PostgreSQL of its own: set TALLY_DATABASE_URL"
                    + " (postgresql://user:password@host:5432/database)");
        }
        Path folder = dataFolder.toAbsolutePath().normalize();
        try {
            OrdinaryUser user = OrdinaryUser.find();
            FolderLock lock = FolderLock.of(folder);
            try {
                requireSpace(folder);
                Path programs = PostgresPrograms.unpackedIn(programsFolder.toAbsolutePath());
                EmbeddedPostgres server = new EmbeddedPostgres(folder, programs, user, lock);
                server.stopOrphan();
                server.initializeOnce();
                server.startOn(freePort(), settings);
                return server;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new StartFailure("no permission to use the data folder: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StartFailure("the data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Where another process has a server on the data in a folder; empty where none has the folder. */
    public static Optional<DatabaseUrl> runningOn(Path dataFolder) {
        Path folder = dataFolder.toAbsolutePath().normalize();
        try {
            return FolderLock.isHeld(folder) ? Optional.of(urlOfRunning(folder)) : Optional.empty();
        } catch (IOException e) {
            throw new StartFailure(
                    "the database of the Tally that runs on the data folder " + folder + " cannot be found: "
                            + e.getMessage(),
                    e);
        }
    }

    /** PostgreSQL notes its port in the fourth line of a file, once it listens there. */
    private static DatabaseUrl urlOfRunning(Path folder) throws IOException {
        List<String> notes = Files.readAllLines(folder.resolve("postgres").resolve("postmaster.pid"));
        if (notes.size() < 4) {
            throw new IOException("it is about to start");
        }
        String password = Files.readString(folder.resolve(PASSWORD_FILE));
        return new DatabaseUrl(LOOPBACK, Integer.parseInt(notes.get(3).strip()), DATABASE, USER, password, Map.of());
    }

    /** Where it listens, with user and password. */
    public DatabaseUrl url() {
        return url;
    }

    /** Stops the server and gives the folder free; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            stop();
        } catch (IOException e) {
            LOG.warnf("The embedded PostgreSQL could not be stopped: %s", e.getMessage());
        }
    }

    private static void requireSpace(Path folder) throws IOException {
        long needed = Files.exists(folder.resolve("postgres")) ? LATER_START_BYTES : FIRST_START_BYTES;
        long left = Files.getFileStore(folder).getUsableSpace();
        if (left < needed) {
            throw new StartFailure(
                    "the disk of the data folder %s is full: %d MB are left, the embedded PostgreSQL needs %d"
                            .formatted(folder, left >> 20, needed >> 20));
        }
    }

    private void initializeOnce() throws IOException {
        if (Files.exists(data)) {
            user.own(data);
            return;
        }
        Path password = passwordFile();
        SecretFile.write(password, randomPassword());
        user.own(password);
        Path unfinished = folder.resolve("postgres-unfinished");
        Folders.delete(unfinished);
        Files.createDirectory(unfinished);
        user.own(unfinished);
        Command initdb = program("initdb", initdbOptions(unfinished, password));
        if (!initdb.succeeded()) {
            requireSpace(folder);
            throw new StartFailure("the embedded PostgreSQL could not be set up in " + folder + ": " + initdb.reason());
        }
        Files.move(unfinished, data);
    }

    /** The built-in locale sorts alike on every machine, whatever is installed there. */
    private static List<String> initdbOptions(Path target, Path password) {
        return List.of(
                "--pgdata=" + target,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
    }

    private void startOn(int port, Map<String, String> settings) throws IOException {
        PostgresSettings.write(data.resolve("postgresql.conf"), port, settings);
        user.own(data.resolve("postgresql.conf"));
        Files.deleteIfExists(log);
        Files.createFile(log);
        user.own(log);
        Command start = pgCtl("start", "--wait", "--timeout=" + START_TIMEOUT_SECONDS, "--log=" + log);
        if (!start.succeeded()) {
            requireSpace(folder);
            throw new StartFailure("the embedded PostgreSQL in " + folder + " did not start: "
                    + Command.reasonIn(Files.readString(log)));
        }
        String password = Files.readString(passwordFile());
        url = new DatabaseUrl(LOOPBACK, port, DATABASE, USER, password, Map.of());
    }

    private void stop() throws IOException {
        if (!pgCtl("stop", "--wait", "--timeout=" + STOP_TIMEOUT_SECONDS, "--mode=fast")
                .succeeded()) {
            pgCtl("stop", "--wait", "--timeout=" + STOP_TIMEOUT_SECONDS, "--mode=immediate");
        }
    }

    /**
     * Whoever holds the lock is alone on the folder, so a server on it was left behind. Its number may belong to another
     * program by now: that one is left alone, and the file that names it is removed, because PostgreSQL would not start.
     */
    private void stopOrphan() throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<OrphanedServer> orphan = OrphanedServer.named(Files.readAllLines(pidFile));
        if (orphan.isPresent()) {
            stop();
            orphan.get().end(STOP_TIMEOUT_SECONDS);
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    private Command pgCtl(String action, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(action, "--pgdata=" + data));
        words.addAll(List.of(options));
        return program("pg_ctl", words);
    }

    private Command program(String name, List<String> options) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(programs.resolve("bin").resolve(name).toString()));
        words.addAll(options);
        return Command.run(folder, user.running(words));
    }

    private Path passwordFile() {
        return folder.resolve(PASSWORD_FILE);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
