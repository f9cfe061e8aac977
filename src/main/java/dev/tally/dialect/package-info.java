/**
 * The served APIs, one package each, none of which knows another.
 *
 * <p>A dialect is a package with a resource below a base path of its own, the records of its answers, its errors and a
 * {@link dev.tally.dialect.Dialect} that ties them together. The paths at which its clients know it are rewritten to
 * the base path before any resource is looked for, so a resource serves both.
 */
package dev.tally.dialect;
