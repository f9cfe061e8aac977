/**
 * The demo: two accounts with a month of plausible usage, for first steps.
 *
 * <p>It is a client of the service like any other and speaks to it over HTTP only, so that nothing in the service is there
 * for its sake. Everything in it follows from the account's first day, so a start that was interrupted is simply repeated:
 * what is there already is recognized.
 */
package dev.tally.demo;
