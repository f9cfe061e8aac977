package dev.tally.crash;

import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** What posters, readers, the roller and the killer share. */
record Scene(
        long seed,
        List<ServiceClient> services,
        String accountKey,
        String administratorKey,
        Ledger ledger,
        AtomicBoolean over) {

    boolean isOver() {
        return over.get();
    }

    /** After this, clients finish what they have begun. */
    void end() {
        over.set(true);
    }

    /** A request to a service. */
    interface Request {
        Answer to(ServiceClient service) throws IOException;
    }

    /** What a service says that takes connections, whichever; empty where the answer never came. */
    Optional<Answer> ask(Random random, String credential, Request request) {
        List<ServiceClient> inAnyOrder = new ArrayList<>(services);
        Collections.shuffle(inAnyOrder, random);
        for (ServiceClient service : inAnyOrder) {
            try {
                return Optional.of(request.to(service.as(credential)));
            } catch (ConnectException e) {
                // Nothing was sent: the next one, if any.
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns early when the scene is over. */
    void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (!isOver() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }
}
