package dev.tally.ops;

import io.quarkus.runtime.ImageMode;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.graalvm.nativeimage.c.function.CFunction;
import org.jboss.logging.Logger;

/**
 * Lets go of the pages of the native executable that an idle service does not look at: those that only its start needed, and
 * later those of the requests that have been answered. Linux maps sixteen pages for each that is looked at and counts all of
 * them as the process's own; they are most of what a service holds. What is needed again is mapped again when it is looked at,
 * from the memory in which Linux keeps files.
 */
@ApplicationScoped
class ProgramPages {
    private static final Logger LOG = Logger.getLogger(ProgramPages.class);
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");

    /** Of {@code madvise(2)}: what is mapped there is the file again when it is next looked at. */
    private static final int MADV_DONTNEED = 4;

    /** When requests that waited for the start, and whatever else begins with it, have been served. */
    private static final Duration AFTER_START = Duration.ofSeconds(15);

    /** The first request after it has to wait until its pages are mapped: not for one of many. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** How much of a processor's time health checks take, and those who read the metrics. */
    private static final int IDLE_SHARE = 100;

    private final Vertx vertx;
    private final AtomicReference<Duration> worked = new AtomicReference<>(Duration.ZERO);

    ProgramPages(Vertx vertx) {
        this.vertx = vertx;
    }

    void start(@Observes DatabaseReady event) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN && Files.isReadable(MAPPINGS)) {
            vertx.setTimer(AFTER_START.toMillis(), timer -> letGoIf(() -> true));
            vertx.setPeriodic(IDLE.toMillis(), timer -> letGoIf(this::wasIdle));
        }
    }

    private void letGoIf(BooleanSupplier due) {
        vertx.executeBlocking(() -> due.getAsBoolean() && letGo())
                .subscribe()
                .with(done -> {}, e -> LOG.debug("the pages of the executable stay where they are", e));
    }

    /** Since it was last asked. */
    private boolean wasIdle() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(now -> now.minus(worked.getAndSet(now)))
                .filter(since -> since.compareTo(IDLE.dividedBy(IDLE_SHARE)) < 0)
                .isPresent();
    }

    private static boolean letGo() throws IOException {
        String executable = EXECUTABLE.toRealPath().toString();
        ProgramMapping.in(Files.readAllLines(MAPPINGS), executable)
                .forEach(mapping -> madvise(mapping.address(), mapping.length(), MADV_DONTNEED));
        return true;
    }

    /** Whether it worked changes nothing for anybody. Only the native executable can call it. */
    @CFunction
    private static native int madvise(long address, long length, int advice);
}
