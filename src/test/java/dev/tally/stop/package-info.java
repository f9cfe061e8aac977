/** What becomes of requests, events and the process when a service under load is told to stop. */
package dev.tally.stop;
