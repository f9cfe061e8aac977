package dev.tally.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does things at the same time. */
final class Together {
    /** Something that may fail. */
    interface Part {
        void run() throws Exception;
    }

    private Together() {}

    /** Runs all parts at once, and fails if one does. */
    static void run(List<Part> parts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            parts.forEach(part -> running.add(threads.submit(() -> {
                part.run();
                return null;
            })));
            for (Future<?> part : running) {
                result(part);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs one part, and others again and again until it ends. */
    static void during(Part part, List<Part> others) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Part> parts = new ArrayList<>();
        parts.add(() -> {
            try {
                part.run();
            } finally {
                over.set(true);
            }
        });
        others.forEach(other -> parts.add(() -> {
            do {
                other.run();
            } while (!over.get());
        }));
        run(parts);
    }

    private static void result(Future<?> part) throws Exception {
        try {
            part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
