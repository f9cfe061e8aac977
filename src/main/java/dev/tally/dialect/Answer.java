package dev.tally.dialect;

import dev.tally.http.WeakEntityTag;

/** A summary as it is sent. */
final class Answer {
    private final WeakEntityTag tag;
    private final byte[] body;

    /** @param body JSON, which nobody changes from now on */
    Answer(WeakEntityTag tag, byte[] body) {
        this.tag = tag;
        this.body = body;
    }

    WeakEntityTag tag() {
        return tag;
    }

    /** Only to be read. */
    byte[] body() {
        return body;
    }
}
