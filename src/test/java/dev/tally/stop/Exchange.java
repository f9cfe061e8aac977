package dev.tally.stop;

/**
 * What became of one request.
 *
 * @param openedNanos when its connection was opened
 * @param event the id of the event that it posts; null if it asks for a summary
 * @param status 0 where no answer came
 * @param last whether the answer closes the connection
 * @param retryAfter whether the answer says when to try again
 */
record Exchange(long openedNanos, String event, int status, boolean last, boolean retryAfter) {
    static Exchange unanswered(long openedNanos, String event) {
        return new Exchange(openedNanos, event, 0, true, false);
    }

    boolean isGood() {
        return status >= 200 && status < 300;
    }
}
