/**
 * PostgreSQL: the only package that holds SQL or speaks to the database client.
 *
 * <p>Its classes implement the interfaces of the packages that need something stored. The schema is in
 * {@code db/migration}.
 */
package dev.tally.storage;
