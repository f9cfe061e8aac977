/**
 * Takes usage events in: bytes of a request, events, validation, prices, the store.
 *
 * <p>{@link dev.tally.ingest.EventsResource} reads the body as a stream and picks the way for its form: a JSON document
 * is read whole, within limits; lines of NDJSON are decoded as they arrive and stored batch by batch, so that their
 * number is unlimited and their memory is not. {@link dev.tally.ingest.EventDecoder} turns JSON into an event or into
 * the first thing that is wrong with it. {@link dev.tally.ingest.IngestService} prices events in the account's currency
 * and hands them to the {@link dev.tally.ingest.StoreQueue}, which makes one transaction of the requests of an account
 * that come together; the {@link dev.tally.ingest.EventStore} behind it counts each event once. Whoever wants to know when
 * events were committed observes {@link dev.tally.ingest.EventsStored}.
 *
 * <p>A database that is slow, or away, slows the reading of bodies: at most one batch of a stream waits, and nothing more
 * of it is read. What all requests together hold is bounded by {@link dev.tally.ingest.BodyMemory} in bytes and by the
 * queue in events; beyond, new requests are answered 503 with {@code Retry-After}, before anything of them is stored. A
 * stream of which a part is stored is not turned away by the queue.
 *
 * <p>Decided here, where the contract is silent: JSON {@code null} means that a field is absent. A field given twice
 * refuses its event, not the whole body. Text is kept as sent, but for e-mail addresses, which are lower-cased. An event
 * with a currency needs a rate even where its amounts are 0. An event that leaves its currency to the account differs
 * from one that names the same currency, because the account's may change. The default of {@code success} and the
 * notation of numbers make no difference.
 */
package dev.tally.ingest;
