package dev.tally.bench;

import java.util.concurrent.atomic.AtomicLong;

/** Looks once a second how many events of an account wait to be rolled. */
final class PendingSampler implements AutoCloseable {
    private static final long PERIOD_MS = 1000;

    private final AtomicLong most = new AtomicLong();
    private final Thread thread;

    private PendingSampler(Testbed testbed, BenchAccount account) {
        this.thread = new Thread(() -> look(testbed, account));
    }

    static PendingSampler start(Testbed testbed, BenchAccount account) {
        PendingSampler sampler = new PendingSampler(testbed, account);
        sampler.thread.setDaemon(true);
        sampler.thread.start();
        return sampler;
    }

    long most() {
        return most.get();
    }

    private void look(Testbed testbed, BenchAccount account) {
        try {
            while (true) {
                Thread.sleep(PERIOD_MS);
                most.accumulateAndGet(testbed.pendingEvents(account), Math::max);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("The pending events could not be counted: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
