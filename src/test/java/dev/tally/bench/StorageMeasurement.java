package dev.tally.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much disk an event takes, and how much the cells of an account's day. */
record StorageMeasurement(Database database) {

    /** @param accounts that have events on every day of the traffic */
    List<Figure> figures(long events, int accounts) throws Exception {
        long raw = database.number("""
                SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('usage_event')
                """);
        long keys = size("event_key");
        long cells = size("usage_cell");
        long units = size("unit_of_work") + size("unit_use");
        long cellRows = database.number("SELECT count(*) FROM usage_cell");
        double perDay = (double) cells / accounts / Traffic.DAYS;
        Map<String, Object> details = Map.of(
                "events", events,
                "raw_bytes", raw,
                "event_key_bytes", keys,
                "cell_bytes", cells,
                "cells", cellRows,
                "unit_bytes", units,
                "cell_bytes_per_account_day", perDay);
        return List.of(
                new Figure(
                        "Bytes on disk per event",
                        "%,d MB".formatted((raw + keys + cells + units) >> 20),
                        "%,d events".formatted(events),
                        (double) (raw + keys + cells + units) / events,
                        Optional.empty(),
                        details),
                new Figure(
                        "Bytes of cells per account and day",
                        "%,d MB".formatted(cells >> 20),
                        "%,d cells".formatted(cellRows),
                        perDay,
                        Optional.empty(),
                        details));
    }

    private long size(String table) throws Exception {
        return database.number("SELECT pg_total_relation_size('" + table + "')");
    }
}
