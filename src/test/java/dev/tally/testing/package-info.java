/** What the tests share: the database they run against, accounts, and the service as a process of its own. */
package dev.tally.testing;
