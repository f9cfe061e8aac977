package dev.tally.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How many units of work started, each counted once.
 *
 * @param byokTasks the tasks of which at least one event ran on the customer's own provider key
 * @param tasksByStatus by present status; tasks that never had one are in {@code tasks} alone
 * @param snapshotsByStatus likewise
 * @param lastTaskStartedAt when the latest of the tasks started; empty where there is none
 */
public record UnitCounts(
        long tasks,
        long workOrders,
        long snapshots,
        long byokTasks,
        Map<String, Long> tasksByStatus,
        Map<String, Long> snapshotsByStatus,
        Optional<Instant> lastTaskStartedAt) {

    public UnitCounts {
        tasksByStatus = Map.copyOf(tasksByStatus);
        snapshotsByStatus = Map.copyOf(snapshotsByStatus);
    }

    /** The same counts, with another time at which the last task started. */
    public UnitCounts withLastTaskStartedAt(Optional<Instant> startedAt) {
        return new UnitCounts(tasks, workOrders, snapshots, byokTasks, tasksByStatus, snapshotsByStatus, startedAt);
    }
}
