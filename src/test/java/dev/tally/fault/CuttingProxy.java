package dev.tally.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tally.ops.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between the service and its database, and cuts a connection when something passes. */
final class CuttingProxy implements AutoCloseable {
    /** When, seen from the request in which the text stands that is waited for. */
    enum Cut {
        /** The database never hears of it. */
        BEFORE_THE_REQUEST,
        /** The database does what it was asked for, and nobody hears of it. */
        AFTER_THE_REQUEST,
        /** The database has answered, and nobody hears of it. */
        AFTER_THE_ANSWER
    }

    private record Plan(Cut cut, String text) {}

    private static final int MOST_BYTES = 1 << 16;

    private final DatabaseUrl database;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Plan> plan = new AtomicReference<>();

    private CuttingProxy(DatabaseUrl database, ServerSocket door) {
        this.database = database;
        this.door = door;
    }

    static CuttingProxy to(DatabaseUrl database) throws IOException {
        CuttingProxy proxy = new CuttingProxy(database, new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    /** The database as the service sees it. */
    DatabaseUrl url() {
        return new DatabaseUrl(
                "127.0.0.1",
                door.getLocalPort(),
                database.database(),
                database.user(),
                database.password(),
                database.parameters());
    }

    /** Cuts the next connection on which the service says something that holds this text; once. */
    void cut(Cut cut, String text) {
        plan.set(new Plan(cut, text));
    }

    /** Whether the connection was cut. */
    boolean hasCut() {
        return plan.get() == null;
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket service = door.accept();
                Socket server = new Socket(database.host(), database.port());
                Link link = new Link(service, server);
                threads.execute(link::forwardRequests);
                threads.execute(link::forwardAnswers);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** The first chunk that holds the text decides: requests of the tests are short, so that it is never divided. */
    private Optional<Cut> cutFor(byte[] bytes, int length) {
        Plan waiting = plan.get();
        boolean found = waiting != null && new String(bytes, 0, length, ISO_8859_1).contains(waiting.text());
        return found && plan.compareAndSet(waiting, null) ? Optional.of(waiting.cut()) : Optional.empty();
    }

    /** One connection of the service, and the one to the server that goes with it. */
    private final class Link {
        private final Socket service;
        private final Socket server;
        private volatile Cut cut;

        Link(Socket service, Socket server) {
            this.service = service;
            this.server = server;
        }

        void forwardRequests() {
            forward(service, server, this::forwardRequest);
        }

        void forwardAnswers() {
            forward(server, service, this::forwardAnswer);
        }

        private void forwardRequest(byte[] bytes, int length, OutputStream to) throws IOException {
            cutFor(bytes, length).ifPresent(found -> cut = found);
            if (cut == Cut.BEFORE_THE_REQUEST) {
                close(server);
                close(service);
                return;
            }
            to.write(bytes, 0, length);
            if (cut == Cut.AFTER_THE_REQUEST) {
                close(service);
            }
        }

        private void forwardAnswer(byte[] bytes, int length, OutputStream to) throws IOException {
            if (cut == null) {
                to.write(bytes, 0, length);
            } else if (cut == Cut.AFTER_THE_ANSWER) {
                close(service);
            }
        }

        /** The server's side stays open once the service's is cut: it is not told either. */
        private void forward(Socket from, Socket to, Forwarding forwarding) {
            byte[] bytes = new byte[MOST_BYTES];
            try {
                InputStream in = from.getInputStream();
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    forwarding.forward(bytes, length, to.getOutputStream());
                }
            } catch (IOException e) {
                // As if it had ended.
            }
            if (cut == null) {
                close(from);
                close(to);
            }
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Forwarding {
        void forward(byte[] bytes, int length, OutputStream to) throws IOException;
    }
}
