/**
 * The commands of the program. {@link dev.tally.cli.ServeCommand} runs the service; each other one runs without it, prints its
 * result and ends. A command that fails for a reason one can act on says it in one line, without a stack trace
 * ({@link dev.tally.cli.FailureLine}).
 */
package dev.tally.cli;
