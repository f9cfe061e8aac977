package dev.tally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    /** A letter and a digit stand for all of them. */
    private static final List<String> PLAIN =
            List.of("a", "7", "/", "?", "&", "=", "-", ".", "_", "~", ":", ",", "@", "+");

    /** A path cannot begin with two slashes for {@link URI}, which would read an authority there; HTTP reads none. */
    @Test
    void whatIsPlainIsAUriWithNothingEncoded() throws Exception {
        for (String one : PLAIN) {
            for (String other : PLAIN) {
                for (String third : PLAIN) {
                    String text = "/" + one + other + third;
                    assertEquals(Optional.empty(), new RequestTarget(text).failure(), text);
                    URI uri = new URI("http://localhost" + text);
                    assertEquals(uri.getRawPath(), uri.getPath(), text);
                    assertEquals(uri.getRawQuery(), uri.getQuery(), text);
                    assertEquals(uri.getRawPath(), new RequestTarget(text).path());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/query?group_by=model, /v1/query",
        "http://localhost:8080/v1/query?from=a://b/c, /v1/query",
        "http://localhost, ''",
        "//localhost/v1, //localhost/v1"
    })
    void thePathIsWhatStandsBeforeTheQueryAndBehindAnAuthority(String text, String path) {
        assertEquals(path, new RequestTarget(text).path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/que ry",
                "/v1/%",
                "/v1/%e",
                "/v1/%zz",
                "/v1/%ff",
                "/v1/{x}",
                "/v1/é",
                "/a|b",
                "/a\"b",
                "/a;b"
            })
    void aPathThatAUrlCannotHoldIsRefused(String text) {
        assertTrue(new RequestTarget(text).failure().orElseThrow().message().startsWith("The path must"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/query?model=%", "/v1/query?a=b&model=%ff", "/v1/query?model={x}", "/v1/query?a=b&model=x;y"
            })
    void aParameterThatAUrlCannotHoldIsNamed(String text) {
        assertEquals(
                Optional.of("model"),
                new RequestTarget(text).failure().orElseThrow().field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/events//a",
                "/v1/events/a/",
                "/v1/events/a//changes",
                "/v1/events///",
                "/v1/events/x/../a",
                "/v1/events/./a",
                "/v1/events/%2E%2e",
                "/v1/events/.%2e/a",
                "http://a/v1//b"
            })
    void whatIsChangedMustBeNamedInOneWay(String text) {
        assertTrue(
                new RequestTarget(text)
                        .failureOfChange()
                        .orElseThrow()
                        .message()
                        .contains("slashes"),
                text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/events/a",
                "//v1/events/a",
                "/v1/events/%2F",
                "/v1/events/...",
                "/v1/events/.a",
                "/v1/events/a..",
                "/v1/events/a?b=c//d/",
                "http://a/v1/b",
                "/"
            })
    void aPathWithoutEmptySegmentsMayChangeSomething(String text) {
        assertEquals(Optional.empty(), new RequestTarget(text).failureOfChange());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/query?model=caf%C3%A9", "/v1/a%20b", "/v1/query?x=(1)*!$'%3B", "http://localhost/v1"})
    void whatIsEncodedAsItShouldBeIsAccepted(String text) {
        assertEquals(Optional.empty(), new RequestTarget(text).failure());
    }
}
