/** What the tests share: the database they run against. */
package dev.tally.testing;
