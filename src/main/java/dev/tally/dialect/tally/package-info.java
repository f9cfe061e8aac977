/** The native API, a superset of the others; its errors are problem details (RFC 9457). */
package dev.tally.dialect.tally;
