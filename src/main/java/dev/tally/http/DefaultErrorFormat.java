package dev.tally.http;

/** The error format of requests that no dialect claims. */
public interface DefaultErrorFormat extends ErrorFormat {}
