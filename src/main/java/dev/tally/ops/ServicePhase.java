package dev.tally.ops;

/** What the service is doing between its start and its end. */
public enum ServicePhase {
    /** It has not reached its database yet, or not with the schema that it needs: requests are refused. */
    WAITING_FOR_DATABASE,

    SERVING,

    /** It was told to stop: requests are answered as before for a while, and refused after it. */
    STOPPING
}
