/**
 * Who may do what: credentials in, a {@link dev.tally.model.Caller} out, and for each resource method the
 * {@link dev.tally.access.Permission} that its caller needs.
 */
package dev.tally.access;
