/** Posting events: what is taken, what is refused, what is counted. */
package dev.tally.ingest;
