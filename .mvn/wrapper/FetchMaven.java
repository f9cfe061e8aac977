import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Downloads a Maven distribution, verifies it and unpacks it, with nothing but a JDK. {@code mvnw} and
 * {@code mvnw.cmd} run this file from source: {@code java FetchMaven.java <url> <sha512> <home>}.
 *
 * <p>The home appears in one rename of a finished folder, so that a run that is cut off leaves nothing that
 * looks complete, and of runs at the same time the first wins.
 */
final class FetchMaven {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(15);

    private FetchMaven() {}

    public static void main(String... args) throws InterruptedException {
        URI url = URI.create(args[0]);
        try {
            fetch(url, args[1], Path.of(args[2]).toAbsolutePath());
        } catch (IOException failure) {
            // A file system's exception says no more in its message than the path.
            System.err.println("mvnw: " + (failure instanceof FileSystemException ? failure : failure.getMessage()));
            System.exit(1);
        }
    }

    private static void fetch(URI url, String sha512, Path home) throws IOException, InterruptedException {
        Files.createDirectories(home.getParent());
        Path workplace = Files.createTempDirectory(home.getParent(), "fetching-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteTree(workplace)));

        System.err.println("mvnw: fetching Maven from " + url);
        Path archive = workplace.resolve("maven.zip");
        download(url, archive);
        verify(url, archive, sha512);
        Path unpacked = workplace.resolve("maven");
        unpack(archive, unpacked);
        if (!Files.isExecutable(unpacked.resolve("bin/mvn"))) {
            throw new IOException(url + " holds no Maven: its top folder lacks bin/mvn");
        }
        publish(unpacked, home);
    }

    private static void download(URI url, Path archive) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(CONNECT_LIMIT)
                .build();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(DOWNLOAD_LIMIT).build();
        try {
            HttpResponse<Path> response = client.sendAsync(request, BodyHandlers.ofFile(archive))
                    .get(DOWNLOAD_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("cannot download " + url + ": HTTP status " + response.statusCode());
            }
        } catch (ExecutionException failure) {
            throw new IOException("cannot download " + url + ": " + reason(failure.getCause()));
        } catch (TimeoutException failure) {
            throw new IOException("cannot download " + url + ": not done in " + DOWNLOAD_LIMIT.toMinutes() + " minutes");
        }
    }

    private static String reason(Throwable cause) {
        if (cause.getMessage() != null) {
            return cause.getMessage().lines().findFirst().orElse("");
        }
        return cause.getCause() != null ? reason(cause.getCause()) : cause.getClass().getSimpleName();
    }

    private static void verify(URI url, Path archive, String expected) throws IOException {
        String actual = sha512(archive);
        if (!actual.equalsIgnoreCase(expected)) {
            throw new IOException("checksum mismatch, not used: " + url + " has SHA-512 " + actual + ", expected " + expected);
        }
    }

    private static String sha512(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-512", impossible);
        }
    }

    private static void unpack(Path archive, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(zip, entry, target);
            }
        }
    }

    /** Writes one entry, without the archive's top folder. */
    private static void unpack(ZipInputStream zip, ZipEntry entry, Path target) throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive's entry " + entry.getName() + " points outside of its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        Files.copy(zip, path);
        // ZipInputStream hides the entry's mode; Maven's programs are the files of bin/ without an extension.
        if (name.startsWith("bin/") && !name.contains(".")) {
            path.toFile().setExecutable(true, false);
        }
    }

    private static void publish(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home);
        } catch (IOException failure) {
            if (!Files.isExecutable(home.resolve("bin/mvn"))) {
                throw failure;
            }
        }
    }

    private static void deleteTree(Path root) {
        try (var paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException leftBehind) {
            System.err.println("mvnw: cannot delete " + root);
        }
    }
}
