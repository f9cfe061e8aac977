/**
 * What currencies are worth in each other, and since when.
 *
 * <p>The administrator keeps dated rates. An event's money is converted to its account's reporting currency when it comes in,
 * at the rate of its own time; a dialect whose contract fixes a currency converts an account's sums when it answers.
 */
package dev.tally.currency;
