/**
 * The served APIs, one package each, none of which knows another.
 *
 * <p>A dialect is a package with a resource below a base path of its own, the records of its answers, its errors and a
 * {@link dev.tally.dialect.Dialect} that ties them together. The paths at which its clients know it are rewritten to
 * the base path before any resource is looked for, so a resource serves both.
 *
 * <p>A resource reads what its client asks into a {@link dev.tally.dialect.Question} and hands it to
 * {@link dev.tally.dialect.Summaries}, which computes the answer unless one in memory, or the one that the client has by
 * its {@code If-None-Match}, still holds. It holds while everything that it depends on is the same, which is what
 * {@code AnswerKey} lists: the question, the account's settings, what the caller may see, the rate of conversion, the
 * calendar's date where it matters, and the {@link dev.tally.query.UsageVersion} of the data. That is looked up for every
 * request, so an answer is right to the last committed event wherever it comes from.
 *
 * <p>A request that comes again word for word goes a short way to the same end, see {@code RepeatedRequests}: past the
 * filters and resources, but not past the look-up of its key and of the version.
 *
 * <p>Where a window has no end, it ends now. An answer that is repeated because nothing has happened since says the moment
 * at which it was computed: in the native API the {@code window.to} of an open window, {@code freshness.as_of} and, since
 * cells may have taken up events meanwhile, {@code freshness.pending_events}; in AgentGate the {@code periodEnd} of an open
 * period, and its {@code periodStart} where nothing has happened at all.
 */
package dev.tally.dialect;
