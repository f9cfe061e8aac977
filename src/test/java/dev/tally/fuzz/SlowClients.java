package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tally.testing.RawAnswer;
import dev.tally.testing.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Clients that send a byte now and then while all others go on: heads and bodies that never end, connections that say nothing
 * more, and streams of lines, which must still count in the end.
 */
final class SlowClients implements AutoCloseable {
    private static final int OF_EACH_KIND = 10;

    private final Cast cast;
    private final Findings findings;
    private final List<RawConnection> endless = new ArrayList<>();
    private final List<RawConnection> streams = new ArrayList<>();
    private final List<SentEvent> streamed = new ArrayList<>();
    private int ticks;

    SlowClients(URI service, Cast cast, Findings findings) throws IOException {
        this.cast = cast;
        this.findings = findings;
        for (int i = 0; i < OF_EACH_KIND; i++) {
            endless.add(open(service, "GET /v1/query HTTP/1.1\r\nX-A: "));
            endless.add(open(service, head("/v1/events", "application/json") + "Content-Length: 1000000\r\n\r\n[ "));
            endless.add(open(service, head("/v1/accounts", "application/json") + "Content-Length: 1000000\r\n\r\n{ "));
            endless.add(
                    open(service, head("/v1/events", "application/x-ndjson") + "Transfer-Encoding: chunked\r\n\r\n"));
            endless.add(open(service, ""));
            streams.add(
                    open(service, head("/v1/events", "application/x-ndjson") + "Transfer-Encoding: chunked\r\n\r\n"));
        }
    }

    /** Each sends a little more, or is told that the service has enough of it. */
    void tick() throws IOException {
        for (RawConnection connection : endless) {
            connection.send("1".getBytes(UTF_8));
        }
        for (int i = 0; i < streams.size(); i++) {
            String id = "slow-" + i + '-' + ticks;
            SentEvent event = new SentEvent(
                    id,
                    "{\"id\":\"" + id + "\",\"time\":\"2026-10-01T00:00:00Z\",\"input_tokens\":3}",
                    Fate.ACCEPTED,
                    Optional.empty(),
                    true);
            streamed.add(event);
            streams.get(i).send(chunk(event.json() + '\n'));
        }
        ticks++;
    }

    /** Ends the streams, whose events must all have been taken. */
    void finish(Ledger ledger) throws IOException {
        for (RawConnection stream : streams) {
            stream.send("0\r\n\r\n".getBytes(UTF_8));
            Optional<RawAnswer> answer = stream.answer();
            if (answer.filter(one -> one.status() == 200 && one.text().contains("\"recorded\":" + ticks + ','))
                    .isEmpty()) {
                findings.add("a slow stream of lines was not taken", "a stream of " + ticks + " events", answer);
            }
        }
        for (SentEvent event : streamed) {
            ledger.record(event);
        }
    }

    @Override
    public void close() throws IOException {
        for (RawConnection connection : endless) {
            connection.close();
        }
        for (RawConnection connection : streams) {
            connection.close();
        }
    }

    private String head(String path, String type) {
        String credential = path.equals("/v1/events") ? cast.key() : cast.administrator();
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: " + credential + "\r\nContent-Type: " + type
                + "\r\n";
    }

    private static RawConnection open(URI service, String start) throws IOException {
        RawConnection connection = new RawConnection(service, Client.TIMEOUT);
        connection.send(start.getBytes(UTF_8));
        return connection;
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }
}
