/**
 * The words of Tally: accounts, callers, usage events, dimensions, measures, units of work, windows.
 *
 * <p>Records and enums only, built on nothing but the JDK, so that every other package can speak in them. Instants are
 * UTC, amounts of money are {@link java.math.BigDecimal}, durations are whole milliseconds.
 */
package dev.tally.model;
