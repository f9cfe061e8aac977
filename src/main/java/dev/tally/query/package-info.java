/**
 * Answers questions about usage: a query in, a report out, whatever API it was asked in.
 *
 * <p>A dialect builds a {@link dev.tally.query.UsageQuery}, hands it to the {@link dev.tally.query.UsageService} and
 * renders the {@link dev.tally.query.UsageReport} that comes back. Where the numbers come from stays behind
 * {@link dev.tally.query.UsageSnapshot}.
 */
package dev.tally.query;
