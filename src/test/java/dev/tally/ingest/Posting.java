package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tally.testing.TestAccount;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Posts bodies of events with a key of an account. */
record Posting(TestAccount account, String key) {

    static Posting of(TestAccount account) {
        return new Posting(account, account.key("ingest"));
    }

    static Posting toNewTeam() {
        return of(TestAccount.team());
    }

    RequestSpecification request() {
        return TestAccount.as(key);
    }

    ValidatableResponse json(String body) {
        return request()
                .contentType(ContentType.JSON)
                .body(body.getBytes(UTF_8))
                .post("/v1/events")
                .then();
    }

    ValidatableResponse lines(String body) {
        return request()
                .contentType(EventsResource.NDJSON)
                .body(body.getBytes(UTF_8))
                .post("/v1/events")
                .then();
    }

    ValidatableResponse atomically(String contentType, String body) {
        return request()
                .contentType(contentType)
                .queryParam("atomic", true)
                .body(body.getBytes(UTF_8))
                .post("/v1/events")
                .then();
    }

    ValidatableResponse gzipped(String contentType, byte[] body) {
        return request()
                .contentType(contentType)
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/v1/events")
                .then();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
