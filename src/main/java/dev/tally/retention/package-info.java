/**
 * Retention: events are kept one by one for as long as the service is told, and what they add up to for ever.
 *
 * <p>Events lie in a table per month (UTC), which is dropped as a whole; no event is ever deleted for its age. Of everything
 * before the horizon, the start of a month, only cells and units of work are left, and what they answer stays answered. What
 * they do not is refused, and so are events from before the horizon, which could no longer be told from repetitions.
 */
package dev.tally.retention;
