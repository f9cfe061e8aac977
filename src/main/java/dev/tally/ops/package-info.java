/**
 * Running the service: its settings under the prefix {@code tally}, the database it connects to, and the demo's keys.
 *
 * <p>Every feature declares its own settings in a {@code @ConfigMapping} interface beside its code, with a prefix below
 * {@code tally}. {@link dev.tally.ops.TallySettings} has the settings of the start itself; because its prefix is the root, a
 * name that no mapping declares, as a property or as an environment variable, stops the start.
 */
package dev.tally.ops;
