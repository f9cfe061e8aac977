package dev.tally.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.tally.ingest.DecodedEvent.Refused;
import dev.tally.ingest.DecodedEvent.Valid;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one event from JSON, token by token. An event with mistakes is read to its end, so that the next one can follow,
 * and refused for the first of them.
 */
final class EventDecoder {
    private static final int LONGEST_SHOWN_NAME = 100;

    private final Clock clock;
    private final Duration clockTolerance;

    /** What the id of every event must be, and need not be said; empty where each says its own. */
    private final Optional<String> knownId;

    /** @param clockTolerance how far ahead of the clock a time may be */
    EventDecoder(Clock clock, Duration clockTolerance) {
        this(clock, clockTolerance, Optional.empty());
    }

    private EventDecoder(Clock clock, Duration clockTolerance, Optional<String> knownId) {
        this.clock = clock;
        this.clockTolerance = clockTolerance;
        this.knownId = knownId;
    }

    /** A decoder of events that have this id, whether they say so or not. */
    EventDecoder of(String id) {
        return new EventDecoder(clock, clockTolerance, Optional.of(id));
    }

    /**
     * Reads the value at which the parser stands, and leaves the parser at its last token.
     *
     * @param index its position in the body, from 0
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is not JSON
     */
    DecodedEvent decode(JsonParser json, long index) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return new Refused(
                    new EventError(index, null, null, ErrorCode.WRONG_TYPE, "an event must be a JSON object"));
        }
        return new Reading(json, clock.instant()).event(index);
    }

    /** The reading of one event. */
    private final class Reading {
        private final JsonParser json;
        private final Instant now;
        private final Instant latest;
        private final EventDraft draft = new EventDraft();
        private final Set<EventField> seen = EnumSet.noneOf(EventField.class);
        private Optional<FieldRefusal> firstRefusal = Optional.empty();

        Reading(JsonParser json, Instant now) {
            this.json = json;
            this.now = now.truncatedTo(ChronoUnit.MICROS);
            this.latest = this.now.plus(clockTolerance);
        }

        DecodedEvent event(long index) throws IOException {
            JsonStreamContext object = json.getParsingContext();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                try {
                    member(name, value);
                } catch (FieldRefusal refusal) {
                    firstRefusal = firstRefusal.or(() -> Optional.of(refusal));
                }
                leaveValue(object);
            }
            return outcome(index);
        }

        private void member(String name, JsonToken value) throws IOException, FieldRefusal {
            EventField field = EventField.named(name).orElseThrow(() -> unknown(name));
            if (!seen.add(field)) {
                throw new FieldRefusal(name, ErrorCode.DUPLICATE_FIELD, "'" + name + "' is given more than once");
            }
            if (value != JsonToken.VALUE_NULL) {
                field.read(new FieldValue(json, name, latest), draft);
            }
        }

        /** A value that was refused may have been left in the middle. */
        private void leaveValue(JsonStreamContext object) throws IOException {
            while (json.getParsingContext() != object) {
                json.nextToken();
            }
        }

        private void settleId() throws FieldRefusal {
            if (knownId.isPresent()) {
                if (draft.id != null && !draft.id.equals(knownId.get())) {
                    throw otherId();
                }
                draft.id = knownId.get();
            }
        }

        private DecodedEvent outcome(long index) {
            try {
                if (firstRefusal.isPresent()) {
                    throw firstRefusal.get();
                }
                settleId();
                return new Valid(index, draft.toEvent(now));
            } catch (FieldRefusal refusal) {
                return new Refused(refusal.of(index, draft.id));
            }
        }
    }

    private static FieldRefusal otherId() {
        return new FieldRefusal("id", ErrorCode.INVALID_VALUE, "'id' must be that of the path, or left out");
    }

    private static FieldRefusal unknown(String name) {
        String shown = name.length() > LONGEST_SHOWN_NAME ? name.substring(0, LONGEST_SHOWN_NAME) + "…" : name;
        return new FieldRefusal(shown, ErrorCode.UNKNOWN_FIELD, "'" + shown + "' is not a field of an event");
    }
}
