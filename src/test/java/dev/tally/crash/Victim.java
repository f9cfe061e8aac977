package dev.tally.crash;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Something that is killed and started again. */
final class Victim {
    /** Starts it, and returns when it does its work. */
    interface Start {
        void run() throws Exception;
    }

    private final String name;
    private final Runnable kill;
    private final Start start;
    private final AtomicBoolean works = new AtomicBoolean(true);

    Victim(String name, Runnable kill, Start start) {
        this.name = name;
        this.kill = kill;
        this.start = start;
    }

    String name() {
        return name;
    }

    boolean works() {
        return works.get();
    }

    /** Returns what starts it again. */
    Callable<Void> kill() {
        works.set(false);
        kill.run();
        return () -> {
            start.run();
            works.set(true);
            return null;
        };
    }
}
