/**
 * Hostile input: {@link dev.tally.fuzz.FuzzRun} reads the OpenAPI document of a packaged service, asks for every operation in
 * thousands of good and bad ways, from a seed, and holds every answer to {@link dev.tally.fuzz.AnswerRules}. What cannot be
 * said with an HTTP client is said over sockets, by {@link dev.tally.fuzz.RawTrials}. In the end the {@link
 * dev.tally.fuzz.Ledger} of the events that were accepted must equal what the service reports, and {@link
 * dev.tally.fuzz.Vitals} what it held before.
 */
package dev.tally.fuzz;
