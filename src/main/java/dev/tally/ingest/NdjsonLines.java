package dev.tally.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tally.ingest.DecodedEvent.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** A body that is lines, an event each: decoded as it arrives, and handed on in batches of limited size. */
final class NdjsonLines {
    private final EventDecoder decoder;
    private final int longestLine;
    private final int batchEvents;
    private final long batchBytes;
    private final LineSplitter lines;

    private List<DecodedEvent> batch = new ArrayList<>();
    private long bytesInBatch;
    private long index;

    NdjsonLines(EventDecoder decoder, IngestConfig config) {
        this.decoder = decoder;
        this.longestLine = (int) config.maxLineSize().asLongValue();
        this.batchEvents = config.batchEvents();
        this.batchBytes = config.batchSize().asLongValue();
        this.lines = new LineSplitter(longestLine);
    }

    /** The batches that are full with these bytes. */
    List<List<DecodedEvent>> feed(byte[] bytes) {
        List<List<DecodedEvent>> full = new ArrayList<>();
        for (byte[] line : lines.feed(bytes)) {
            add(line);
            if (batch.size() >= batchEvents || bytesInBatch >= batchBytes) {
                full.add(takeBatch());
            }
        }
        return full;
    }

    /** How many bytes are in no full batch yet. */
    long pendingBytes() {
        return bytesInBatch + lines.pendingBytes();
    }

    /** The last batch, which may be empty. */
    List<DecodedEvent> finish() {
        add(lines.rest());
        return takeBatch();
    }

    private List<DecodedEvent> takeBatch() {
        List<DecodedEvent> taken = batch;
        batch = new ArrayList<>();
        bytesInBatch = 0;
        return taken;
    }

    private void add(byte[] line) {
        if (line.length > longestLine) {
            batch.add(refused(ErrorCode.TOO_LONG, "the line is longer than " + longestLine + " bytes"));
            index++;
        } else if (!isBlank(line)) {
            batch.add(decode(line));
            index++;
        }
        bytesInBatch += line.length;
    }

    private DecodedEvent decode(byte[] line) {
        try (JsonParser json = EventJson.parser(line)) {
            json.nextToken();
            DecodedEvent event = decoder.decode(json, index);
            return json.nextToken() == null
                    ? event
                    : refused(ErrorCode.MALFORMED_JSON, "the line has more than one JSON value");
        } catch (CharacterCodingException e) {
            return refused(ErrorCode.MALFORMED_JSON, "the line is not UTF-8");
        } catch (JsonProcessingException e) {
            return refused(ErrorCode.MALFORMED_JSON, "the line " + EventJson.complaint(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Refused refused(ErrorCode code, String message) {
        return new Refused(new EventError(index, null, null, code, message));
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
