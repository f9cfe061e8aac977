package dev.tally.bench;

import dev.tally.bench.HttpLoad.Request;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Posts events to an account over HTTP.
 *
 * @param load that sends them
 */
record Loader(Testbed testbed, HttpLoad load) {
    private static final String PATH = "/v1/events";

    /** How events are put into a request. */
    enum Form {
        LINES("application/x-ndjson", 5_000, "", "\n", ""),
        ARRAY("application/json", 1_000, "[", ",", "]"),
        SINGLE("application/json", 1, "", "", "");

        private final String contentType;
        private final int events;
        private final String before;
        private final String between;
        private final String after;

        Form(String contentType, int events, String before, String between, String after) {
            this.contentType = contentType;
            this.events = events;
            this.before = before;
            this.between = between;
            this.after = after;
        }

        /** How many a request has. */
        int events() {
            return events;
        }
    }

    /**
     * What a load did.
     *
     * @param mostPending the largest number of events of the account that were seen waiting to be rolled, once a second
     */
    record Loaded(long events, LoadResult result, long mostPending) {
        double eventsPerSecond() {
            return events / result.seconds();
        }
    }

    /** Posts all events, or those that can be posted until {@code stop} says so. */
    Loaded post(BenchAccount account, Traffic traffic, Form form, int connections, Supplier<Boolean> stop) {
        Requests requests = new Requests(traffic, form, stop);
        try (PendingSampler sampler = PendingSampler.start(testbed, account)) {
            LoadResult result = load.run(testbed.service().url(), account.key(), connections, requests);
            return new Loaded(requests.next, result, sampler.most());
        }
    }

    Loaded postAll(BenchAccount account, Traffic traffic, Form form, int connections) {
        return post(account, traffic, form, connections, () -> false);
    }

    /** Used by the one thread that sends. */
    static final class Requests implements Supplier<Optional<Request>> {
        private final Traffic traffic;
        private final Form form;
        private final Supplier<Boolean> stop;
        private final ByteWriter body = new ByteWriter();
        private long next;

        Requests(Traffic traffic, Form form, Supplier<Boolean> stop) {
            this.traffic = traffic;
            this.form = form;
            this.stop = stop;
        }

        @Override
        public Optional<Request> get() {
            long end = Math.min(traffic.events(), next + form.events);
            if (next == end || stop.get()) {
                return Optional.empty();
            }
            body.clear().text(form.before);
            for (long first = next; next < end; next++) {
                if (next > first) {
                    body.text(form.between);
                }
                traffic.write(next, body);
            }
            return Optional.of(
                    Request.post(PATH, form.contentType, body.text(form.after).toBytes()));
        }
    }
}
