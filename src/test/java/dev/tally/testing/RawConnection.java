package dev.tally.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection over which any bytes can be sent; it understands answers with a length. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    /** Opens it; reading from it takes no longer than {@code patience} at a time. */
    public RawConnection(URI service, Duration patience) throws IOException {
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), (int) patience.toMillis());
        socket.setSoTimeout((int) patience.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** A server that has seen enough need not read all of it. */
    public void send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closed) {
            // What it said before is still to be read.
        }
    }

    /** Says that nothing more is sent. */
    public void endSending() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * The next answer; empty where the connection was closed without one.
     *
     * @throws java.net.SocketTimeoutException when none comes
     */
    public Optional<RawAnswer> answer() throws IOException {
        try {
            return Optional.of(read());
        } catch (EOFException | SocketException closed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private RawAnswer read() throws IOException {
        String[] statusLine = line().split(" ", 3);
        if (statusLine.length < 2) {
            throw new IOException("not a status line: " + String.join(" ", statusLine));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] parts = header.split(": ?", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new RawAnswer(Integer.parseInt(statusLine[1]), headers, new String(in.readNBytes(length), UTF_8));
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
