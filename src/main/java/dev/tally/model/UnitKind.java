package dev.tally.model;

/** The kinds of unit of work that an event can belong to. */
public enum UnitKind {
    TASK,
    WORK_ORDER,
    RUN,
    SNAPSHOT
}
