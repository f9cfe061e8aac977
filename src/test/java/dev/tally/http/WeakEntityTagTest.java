package dev.tally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says that it has, by RFC 9110. */
final class WeakEntityTagTest {
    private static final WeakEntityTag TAG = new WeakEntityTag("W/\"abc\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"abc\"",
                "\"abc\"",
                " W/\"abc\" ",
                "*",
                "\"x\", W/\"abc\"",
                "W/\"abc\",\"x\"",
                "\"x\"\t,\t\"abc\"",
                "\"a,b\", \"abc\"",
                ",, \"abc\",",
            })
    void itHasTheAnswer(String condition) {
        assertTrue(TAG.isAmong(Optional.of(condition)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "W/\"abd\"",
                "abc",
                "W/abc",
                "w/\"abc\"",
                "\"abc",
                "\"x\" \"abc\"",
                "\"x,\"abc\"",
                "nonsense, \"abc\"",
                "\"abc\", nonsense",
                "* , \"x\"",
                "\"ABC\"",
                "\"a bc\"",
            })
    void itDoesNot(String condition) {
        assertFalse(TAG.isAmong(Optional.of(condition)));
    }

    @Test
    void withoutAConditionItDoesNot() {
        assertFalse(TAG.isAmong(Optional.empty()));
    }

    @Test
    void tagsAreWeakAndDifferWithWhatTheyStandFor() {
        WeakEntityTag one = WeakEntityTag.of("one");

        assertTrue(one.field().matches("W/\"[A-Za-z0-9_-]{24}\""), one.field());
        assertEquals(one, WeakEntityTag.of("one"));
        assertNotEquals(one, WeakEntityTag.of("other"));
        assertTrue(one.isAmong(Optional.of(one.field())));
    }

    @Test
    void aLongConditionIsReadOnce() {
        String many = "\"x\" ,".repeat(100_000);

        assertFalse(TAG.isAmong(Optional.of(many)));
        assertTrue(TAG.isAmong(Optional.of(many + "\"abc\"")));
    }
}
