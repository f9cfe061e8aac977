/** Random usage, asked about over HTTP and computed again by a naive, obviously right computation. */
package dev.tally.oracle;
