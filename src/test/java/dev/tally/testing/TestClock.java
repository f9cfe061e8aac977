package dev.tally.testing;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The clock of the service under test: it runs with the machine's until a test stops it. A test that does so lets it run
 * again afterwards. Tokens are verified by the machine's clock whatever this one says, where the service is in this process.
 * Where it is not, {@code src/test/c/stopped_clock.c} takes the time from here for all that the service does.
 */
@Singleton
public class TestClock extends Clock {
    /** The file that a service in another process looks at, if there is one. */
    private static final String FILE = System.getProperty("tally.test.clock");

    private static final long RUNS = 0;
    private static volatile Instant stoppedAt;

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return stopped != null ? stopped : Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Stops the clock at a time. */
    public void stopAt(Instant time) {
        stoppedAt = time;
        tell(ChronoUnit.NANOS.between(Instant.EPOCH, time));
    }

    /** Stops the clock some time after what it shows. */
    public void advance(Duration duration) {
        stopAt(instant().plus(duration));
    }

    /** Lets the clock run with the machine's again. */
    public void run() {
        stoppedAt = null;
        tell(RUNS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }

    private static void tell(long nanosecondsSinceTheEpoch) {
        if (FILE == null) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(nanosecondsSinceTheEpoch).flip();
        try (FileChannel file = FileChannel.open(Path.of(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
