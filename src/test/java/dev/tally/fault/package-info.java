/**
 * What happens when something around the service fails: the database is cut off, locked, full, read-only or gone. Clients get a
 * clear answer in bounded time, nothing that was acknowledged is lost, nothing counts twice, and it all mends by itself.
 */
package dev.tally.fault;
