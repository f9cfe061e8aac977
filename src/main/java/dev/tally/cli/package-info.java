/**
 * The commands of the program. {@link dev.tally.cli.TallyCommand} names them all; picocli reads their arguments and writes their
 * help. {@code serve} runs the service; each other one runs without it, prints its result and ends: those that need the
 * database in an application without ports, made of the same beans. A command that fails for a reason one can act on says it in
 * one line, without a stack trace ({@link dev.tally.cli.FailureLine}).
 */
package dev.tally.cli;
