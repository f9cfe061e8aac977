/**
 * Rolling: pending batches of events become cells, so that a summary costs the same over any number of events.
 *
 * <p>A roll is one transaction: it has the account's cells to itself, reads pending batches and changed units of work, folds
 * them, merges the result into the cells and takes the batches out of the queue. Batches that this instance stored are folded
 * already, mostly, and need not be read: see {@link dev.tally.rollup.EarlyFolds}. Whatever crashes, a batch is either pending
 * or in the cells. Accounts are rolled independently of each other, by as many instances as there are; of one account there
 * is one roll at a time. Which cells there are is declared in {@link dev.tally.model.Facet} and {@link dev.tally.model.Grain}.
 */
package dev.tally.rollup;
