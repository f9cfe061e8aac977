package dev.tally.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** A body that is one JSON document: an event, or an array of events. */
final class JsonDocument {
    private final EventDecoder decoder;
    private final int maxEvents;

    JsonDocument(EventDecoder decoder, int maxEvents) {
        this.decoder = decoder;
        this.maxEvents = maxEvents;
    }

    /** @throws FailureException when it is not JSON, neither an object nor an array, or has too many events */
    List<DecodedEvent> events(byte[] body) {
        return read(body, this::events);
    }

    /** @throws FailureException when it is not JSON */
    DecodedEvent event(byte[] body) {
        return read(body, json -> {
            if (json.nextToken() == null) {
                throw malformed("the body is empty");
            }
            return decoder.decode(json, 0);
        });
    }

    private <T> T read(byte[] body, Content<T> content) {
        try (JsonParser json = EventJson.parser(body)) {
            T value = content.of(json);
            if (json.nextToken() != null) {
                throw malformed("the body has more than one JSON value; send events as an array, or one per line as "
                        + "application/x-ndjson");
            }
            return value;
        } catch (CharacterCodingException e) {
            throw malformed("the body is not UTF-8");
        } catch (JsonProcessingException e) {
            throw malformed("the body " + EventJson.complaint(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Content<T> {
        T of(JsonParser json) throws IOException;
    }

    private List<DecodedEvent> events(JsonParser json) throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw malformed("the body is empty");
        }
        return switch (first) {
            case START_OBJECT -> List.of(decoder.decode(json, 0));
            case START_ARRAY -> array(json);
            default -> throw malformed("the body must be an event or an array of events");
        };
    }

    private List<DecodedEvent> array(JsonParser json) throws IOException {
        List<DecodedEvent> events = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (events.size() == maxEvents) {
                throw BodyLimits.tooManyEvents(maxEvents);
            }
            events.add(decoder.decode(json, events.size()));
        }
        return events;
    }

    private static FailureException malformed(String message) {
        return new FailureException(FailureKind.INVALID_REQUEST, message);
    }
}
