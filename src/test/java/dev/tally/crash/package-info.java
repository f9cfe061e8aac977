/**
 * What was acknowledged is counted once, whatever is killed: {@link dev.tally.crash.CrashIT} runs two packaged services on
 * one PostgreSQL, {@link dev.tally.crash.Poster}s send events until they are acknowledged, {@link dev.tally.crash.Reader}s
 * ask for summaries, and the {@link dev.tally.crash.Killer} kills. The {@link dev.tally.crash.Ledger} knows what every
 * answer must be.
 *
 * <p>{@link dev.tally.crash.Soak}, which {@code make soak} runs, goes on for minutes with the same parts, and has events voided
 * and corrected and keys made and revoked besides.
 */
package dev.tally.crash;
