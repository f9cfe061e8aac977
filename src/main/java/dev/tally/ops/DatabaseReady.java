package dev.tally.ops;

/** An event, once in the life of a service: from now on the database can be used. */
public record DatabaseReady() {}
