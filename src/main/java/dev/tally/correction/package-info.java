/**
 * Voiding and correcting events that were posted by mistake.
 *
 * <p>A correction is one transaction that has the account's cells to itself: it deletes the event, makes its units of work
 * what their other events say, repairs the cells that counted it, and stores what replaces it, if anything does, as a pending
 * batch of its own. Answers are exact from its commit on. Every change leaves an entry in an audit trail, which outlives the
 * event.
 *
 * <p>Decided here, where the contract is silent: a voided id is free again, so that posting it makes a new event. A
 * correction that says no time keeps the event's time, since the service's own clock would move the event into the present.
 * A correction to the same content changes nothing and leaves no entry.
 */
package dev.tally.correction;
