package dev.tally.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Parsers of JSON that holds events: strict UTF-8, strict JSON, no deeper than events are. */
final class EventJson {
    /** An array of events with metadata is three deep; the rest is for saying which unknown field is wrong. */
    private static final int DEEPEST = 16;

    /** The parser remembers thousands of names for as long as the service lives. */
    private static final int LONGEST_NAME = 1_000;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .build();

    private EventJson() {}

    /** @throws CharacterCodingException when the bytes are not UTF-8 */
    static JsonParser parser(byte[] utf8) throws IOException {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        if (text.hasRemaining() && text.get(text.position()) == BYTE_ORDER_MARK) {
            text.get();
        }
        return FACTORY.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
    }

    /** Why text could not be parsed, in words that follow its name. */
    static String complaint(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return place == null
                ? "is nested too deeply, or has a name that is too long"
                : "is not well-formed JSON at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
