package dev.tally.aggregate;

import dev.tally.model.UnitCounts;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitOfWork;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the units of work of one group; what was counted can be taken back. Not thread-safe. */
final class UnitAccumulator {
    private long tasks;
    private long workOrders;
    private long snapshots;
    private long byokTasks;
    private final Map<String, Long> tasksByStatus = new TreeMap<>();
    private final Map<String, Long> snapshotsByStatus = new TreeMap<>();
    private final LastTask lastTask = new LastTask();

    /** @param byok whether an event of this group and unit ran on the customer's own provider key */
    void add(UnitOfWork unit, boolean byok) {
        count(unit, byok, 1);
        if (isTask(unit)) {
            lastTask.add(unit.startedAt());
        }
    }

    /** Takes back what {@link #add} did. */
    void remove(UnitOfWork unit, boolean byok) {
        count(unit, byok, -1);
        if (isTask(unit)) {
            lastTask.remove(unit.startedAt());
        }
    }

    void merge(UnitAccumulator other) {
        tasks += other.tasks;
        workOrders += other.workOrders;
        snapshots += other.snapshots;
        byokTasks += other.byokTasks;
        other.tasksByStatus.forEach((status, count) -> add(tasksByStatus, status, count));
        other.snapshotsByStatus.forEach((status, count) -> add(snapshotsByStatus, status, count));
        lastTask.merge(other.lastTask);
    }

    boolean isEmpty() {
        return tasks == 0 && workOrders == 0 && snapshots == 0;
    }

    boolean isLastTaskSure() {
        return tasks == 0 || lastTask.isSure();
    }

    UnitCounts counts() {
        return new UnitCounts(
                tasks,
                workOrders,
                snapshots,
                byokTasks,
                tasksByStatus,
                snapshotsByStatus,
                tasks == 0 ? Optional.empty() : lastTask.instant());
    }

    void encode(CellOutput output) {
        output.writeCount(tasks);
        output.writeCount(workOrders);
        output.writeCount(snapshots);
        output.writeCount(byokTasks);
        encode(output, tasksByStatus);
        encode(output, snapshotsByStatus);
        if (tasks > 0) {
            output.writeSigned(lastTask.micros());
            output.writeCount(lastTask.isSure() ? 1 : 0);
        }
    }

    /** Merges what {@link #encode} wrote. */
    void merge(CellInput input) {
        long moreTasks = input.readCount();
        tasks += moreTasks;
        workOrders += input.readCount();
        snapshots += input.readCount();
        byokTasks += input.readCount();
        merge(input, tasksByStatus);
        merge(input, snapshotsByStatus);
        if (moreTasks > 0) {
            lastTask.merge(input.readSigned(), input.readCount() == 1);
        }
    }

    private void count(UnitOfWork unit, boolean byok, long step) {
        switch (unit.kind()) {
            case TASK -> {
                tasks += step;
                byokTasks += byok ? step : 0;
                countStatus(tasksByStatus, unit, step);
            }
            case WORK_ORDER -> workOrders += step;
            case SNAPSHOT -> {
                snapshots += step;
                countStatus(snapshotsByStatus, unit, step);
            }
            case RUN -> {}
        }
    }

    private static void countStatus(Map<String, Long> counts, UnitOfWork unit, long step) {
        if (unit.status() != null) {
            add(counts, unit.status(), step);
        }
    }

    private static void add(Map<String, Long> counts, String status, long step) {
        counts.merge(status, step, (one, other) -> one + other == 0 ? null : Long.valueOf(one + other));
    }

    private static void encode(CellOutput output, Map<String, Long> counts) {
        output.writeCount(counts.size());
        counts.forEach((status, count) -> {
            output.writeText(status);
            output.writeCount(count);
        });
    }

    private static void merge(CellInput input, Map<String, Long> counts) {
        for (long i = input.readCount(); i > 0; i--) {
            add(counts, input.readText(), input.readCount());
        }
    }

    private static boolean isTask(UnitOfWork unit) {
        return unit.kind() == UnitKind.TASK;
    }
}
