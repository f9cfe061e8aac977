/**
 * The fold: events and units of work in, groups of measures out.
 *
 * <p>Plain Java without a framework. Everything folded here is commutative and associative, so that the order in which
 * events arrive, and later the way they were rolled into cells, never shows in an answer.
 */
package dev.tally.aggregate;
