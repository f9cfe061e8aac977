package dev.tally.ingest;

import java.util.ArrayList;
import java.util.List;

/** Adds up the results of a body's batches. Counts everything, lists so many errors. */
final class IngestTotal {
    private final int maxErrors;
    private long recorded;
    private long duplicates;
    private long rejected;
    private final List<EventError> errors = new ArrayList<>();

    IngestTotal(int maxErrors) {
        this.maxErrors = maxErrors;
    }

    void add(IngestResult batch) {
        recorded += batch.recorded();
        duplicates += batch.duplicates();
        rejected += batch.rejected();
        batch.errors().stream().limit((long) maxErrors - errors.size()).forEach(errors::add);
    }

    boolean isEmpty() {
        return recorded + duplicates + rejected == 0;
    }

    /** The numbers, for people. */
    String words() {
        return "%d events of the request were recorded, %d were duplicates, %d were rejected"
                .formatted(recorded, duplicates, rejected);
    }

    IngestResult result() {
        return new IngestResult(recorded, duplicates, rejected, errors);
    }
}
