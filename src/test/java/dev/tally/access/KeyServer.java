package dev.tally.access;

import com.sun.net.httpserver.HttpServer;
import dev.tally.testing.Ports;
import dev.tally.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;

/** The server at which an issuer publishes its keys, a JSON Web Key Set that may be kept for a second. */
final class KeyServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int AWAY = 503;

    private final HttpServer server;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile List<String> published = List.of();

    private KeyServer(HttpServer server) {
        this.server = server;
    }

    /** One at a port that was chosen before, which answers nothing but errors at first. */
    static KeyServer at(int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            KeyServer server = new KeyServer(http);
            http.createContext("/keys", exchange -> {
                byte[] body = server.body();
                exchange.getResponseHeaders().set("Cache-Control", "max-age=1");
                exchange.sendResponseHeaders(body.length == 0 ? AWAY : OK, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port for one. */
    static int port() {
        return Ports.free();
    }

    /** From now on it publishes the public halves of these keys of {@link TestTokens}. */
    void publishes(String... keys) {
        published = List.of(keys);
    }

    /** From now on it answers errors. */
    void fails() {
        published = List.of();
        refused.set(0);
    }

    /** How often it was asked since it began to fail. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private byte[] body() {
        if (published.isEmpty()) {
            refused.incrementAndGet();
            return new byte[0];
        }
        JsonWebKeySet keys = new JsonWebKeySet();
        published.forEach(key -> keys.addJsonWebKey(TestTokens.key(key)));
        return keys.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
    }
}
