package dev.tally.ingest;

import static dev.tally.ingest.Posting.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too much, and bodies that are just not. */
@QuarkusTest
class LimitsTest {
    private static final String JSON = "application/json";
    private static final int MEBIBYTE = 1 << 20;

    private final StoredRows rows = new StoredRows();

    private Posting post;

    @BeforeEach
    void makeAccount() {
        post = Posting.toNewTeam();
    }

    @Test
    void tenThousandEventsAreAnArray() {
        post.json(array(10_000)).statusCode(200).body("recorded", equalTo(10_000));

        assertEquals(10, rows.count("pending_batch", post.account()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneMoreIsTooMany(boolean atomic) {
        post.request()
                .queryParam("atomic", atomic)
                .body(array(10_001))
                .post("/v1/events")
                .then()
                .statusCode(400)
                .body("code", equalTo("too_many_events"))
                .body("detail", containsString("10000"));

        assertEquals(0, rows.count("event_key", post.account()));
    }

    @Test
    void linesThatAreStoredAllOrNothingAreLimitedLikeAnArray() {
        post.atomically(EventsResource.NDJSON, lines(10_000)).statusCode(200).body("recorded", equalTo(10_000));
        post.atomically(EventsResource.NDJSON, lines(10_001)).statusCode(400).body("code", equalTo("too_many_events"));
    }

    @Test
    void sixteenMebibytesAreADocumentAndOneByteMoreIsTooLarge() {
        String event = "{\"id\":\"e\"}";
        String padding = " ".repeat(16 * MEBIBYTE - event.length());

        post.json(event + padding).statusCode(200).body("recorded", equalTo(1));
        post.json(event + padding + " ")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("status", equalTo(413));
        post.json("[]").statusCode(200);
    }

    @Test
    void theLimitIsThatOfTheInflatedBody() {
        byte[] bomb = gzip(new byte[512 * MEBIBYTE / 4]);

        post.gzipped(JSON, bomb).statusCode(413);
        post.gzipped(JSON, gzip(bomb)).statusCode(400);
        post.json("[]").statusCode(200);
    }

    @Test
    void aLineThatNeverEndsIsOneRefusedEventHoweverWellItIsPacked() {
        byte[] endless = ("{\"id\":\"a\"}\n" + "x".repeat(64 * MEBIBYTE) + "\n{\"id\":\"b\"}\n").getBytes(UTF_8);

        post.gzipped(EventsResource.NDJSON, gzip(endless))
                .statusCode(200)
                .body("recorded", equalTo(2))
                .body("errors.index", contains(1))
                .body("errors.code", contains("too_long"));
    }

    @Test
    void gzipThatIsCutShortOrCorruptIsRefused() {
        byte[] whole = gzip("[{\"id\":\"a\"}]".getBytes(UTF_8));
        byte[] corrupt = whole.clone();
        corrupt[corrupt.length - 6] ^= 1;

        for (int length : new int[] {0, 1, 9, 10, 15, whole.length - 8, whole.length - 1}) {
            post.gzipped(JSON, Arrays.copyOf(whole, length)).statusCode(400);
        }
        post.gzipped(JSON, corrupt).statusCode(400).body("field", equalTo("Content-Encoding"));
        post.gzipped(JSON, "[{\"id\":\"a\"}]".getBytes(UTF_8))
                .statusCode(400)
                .body("field", equalTo("Content-Encoding"));
        post.gzipped(JSON, Arrays.copyOf(whole, whole.length + 4)).statusCode(400);
        assertEquals(0, rows.count("event_key", post.account()));
    }

    /** 1,000 events are a transaction; of 2,500 the cut takes the end of the last one. */
    @Test
    void whatWasStoredBeforeGzipBreaksOffIsSaid() {
        byte[] whole = gzip(lines(2500).getBytes(UTF_8));

        post.gzipped(EventsResource.NDJSON, Arrays.copyOf(whole, whole.length - 9))
                .statusCode(400)
                .body("field", equalTo("Content-Encoding"))
                .body(
                        "detail",
                        containsString("2000 events of the request were recorded, 0 were duplicates, 0 were rejected"));

        assertEquals(2000, rows.count("event_key", post.account()));
        post.gzipped(EventsResource.NDJSON, whole).statusCode(200).body("recorded", equalTo(500));
    }

    /** A number as long as {@code digits}, and a name as long as names may be. */
    @Test
    void whatIsTooLongForItsEventIsRefusedWithItsEventAlone() {
        String digits = "1".repeat(200_000);
        String name = "n".repeat(1_000);

        post.json(
                        "[{\"id\":\"a\"},{\"id\":\"b\",\"cost\":%1$s},{\"id\":\"c\",\"steps\":%1$s},{\"id\":\"d\",\"%2$s\":1}]"
                                .formatted(digits, name))
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("errors.id", contains("b", "c", "d"))
                .body("errors.field", contains(equalTo("cost"), equalTo("steps"), startsWith("nnn")))
                .body("errors.code", contains("out_of_range", "out_of_range", "unknown_field"));
    }

    /** The parser would remember it for as long as the service lives. */
    @Test
    void aNameThatIsTooLongRefusesItsBody() {
        post.json("[{\"id\":\"a\"},{\"id\":\"b\",\"" + "n".repeat(1_001) + "\":1}]")
                .statusCode(400)
                .body("detail", containsString("a name that is too long"));
        assertEquals(0, rows.count("event_key", post.account()));
    }

    /** RFC 3986, section 5.2.4: they are gone from every path. */
    @Test
    void idsThatNoPathCanNameAreRefused() {
        post.json("[{\"id\":\".\"},{\"id\":\"..\"},{\"id\":\"...\"}]")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("errors.field", contains("id", "id"));
    }

    @Test
    void gzipMayHaveSeveralMembers() {
        byte[] first = gzip("{\"id\":\"a\"}\n{\"id\":".getBytes(UTF_8));
        byte[] second = gzip("\"b\"}\n".getBytes(UTF_8));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        post.gzipped(EventsResource.NDJSON, both).statusCode(200).body("recorded", equalTo(2));

        assertEquals(List.of("a", "b"), rows.select("event_id", "usage_event", post.account()));
    }

    @Test
    void anAnswerListsAThousandErrorsAndCountsThemAll() {
        String bad = "{}\n".repeat(1_500);

        post.lines(bad).statusCode(200).body("rejected", equalTo(1_500)).body("errors", hasSize(1_000));
        post.atomically(EventsResource.NDJSON, bad)
                .statusCode(400)
                .body("rejected", equalTo(1_500))
                .body("errors", hasSize(1_000));
    }

    @Test
    void otherBodiesAreLimitedToAMebibyteInTheWordsOfTheApi() {
        TestAccount.asAdministrator()
                .contentType(ContentType.JSON)
                .body("{\"kind\":\"team\",\"name\":\"" + "x".repeat(3 * MEBIBYTE) + "\"}")
                .post("/v1/accounts")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void otherBodiesAreNotCompressed() {
        TestAccount.asAdministrator()
                .header("Content-Encoding", "br")
                .body("{\"kind\":\"team\",\"name\":\"compressed\"}")
                .post("/v1/accounts")
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("detail", containsString("Content-Encoding"));
    }

    @Test
    void severalEncodingsAreRefused() {
        post.request()
                .contentType(ContentType.JSON)
                .header("Content-Encoding", "identity", "gzip")
                .body("[]")
                .post("/v1/events")
                .then()
                .statusCode(415);
    }

    private static String array(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> "{\"id\":\"e" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String lines(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> "{\"id\":\"e" + i + "\"}\n")
                .collect(Collectors.joining());
    }
}
