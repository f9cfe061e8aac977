/**
 * The native API, a superset of the others: {@code GET /v1/query}, any measure by any dimension. Its errors are problem
 * details (RFC 9457), and so are those of every path that no dialect claims. See the README beside this file.
 */
package dev.tally.dialect.tally;
