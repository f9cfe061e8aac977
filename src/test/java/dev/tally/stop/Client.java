package dev.tally.stop;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Posts events or asks for summaries until the service refuses: by a closed door, or by an answer that says so. */
record Client(URI service, String key, String name, boolean posts, AtomicLong answered)
        implements Callable<List<Exchange>> {
    private static final String SUMMARY = "/v1/query?group_by=model";

    @Override
    public List<Exchange> call() {
        List<Exchange> exchanges = new ArrayList<>();
        do {
            try (KeptConnection connection = new KeptConnection(service, key)) {
                converse(connection, exchanges);
            } catch (IOException refused) {
                return exchanges;
            }
        } while (exchanges.get(exchanges.size() - 1).isGood());
        return exchanges;
    }

    private void converse(KeptConnection connection, List<Exchange> exchanges) {
        Exchange exchange;
        do {
            exchange = posts ? connection.post(name + "-" + exchanges.size()) : connection.ask(SUMMARY);
            exchanges.add(exchange);
            answered.incrementAndGet();
        } while (!exchange.last() && exchange.isGood());
    }
}
