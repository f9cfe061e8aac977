package dev.tally.stop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * A connection that sends one request after the other and tries nothing again, unlike HTTP clients: each request is answered
 * or is not. Understands answers with a length.
 */
final class KeptConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final URI service;
    private final String key;
    private final long openedNanos;

    /** Opens it. */
    KeptConnection(URI service, String key) throws IOException {
        this.service = service;
        this.key = key;
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        this.openedNanos = System.nanoTime();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    Exchange ask(String path) {
        return exchange(null, "GET " + path + " HTTP/1.1\r\n" + headers() + "\r\n");
    }

    Exchange post(String event) {
        String body = "{\"id\":\"" + event + "\",\"model\":\"gpt-4o\",\"input_tokens\":1}";
        return exchange(
                event,
                "POST /v1/events HTTP/1.1\r\n" + headers() + "Content-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String headers() {
        return "Host: " + service.getAuthority() + "\r\nX-Api-Key: " + key + "\r\n";
    }

    private Exchange exchange(String event, String request) {
        try {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return answer(event);
        } catch (IOException e) {
            return Exchange.unanswered(openedNanos, event);
        }
    }

    private Exchange answer(String event) throws IOException {
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        int length = -1;
        boolean last = false;
        boolean retryAfter = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] parts = header.toLowerCase(Locale.ROOT).split(": ?", 2);
            switch (parts[0]) {
                case "content-length" -> length = Integer.parseInt(parts[1]);
                case "connection" -> last = parts[1].equals("close");
                case "retry-after" -> retryAfter = true;
                default -> {}
            }
        }
        if (length < 0 || in.readNBytes(length).length < length) {
            throw new EOFException("the answer is not complete");
        }
        return new Exchange(openedNanos, event, status, last, retryAfter);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
