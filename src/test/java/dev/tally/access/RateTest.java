package dev.tally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateTest {
    @ParameterizedTest
    @CsvSource({"1/second,1,PT1S", "100/minute,100,PT1M", "5000/hour,5000,PT1H", "1000000000/day,1000000000,PT24H"})
    void aRateIsANumberAndAUnit(String text, long amount, Duration period) {
        assertEquals(new Rate(amount, period), Rate.of(text));
    }

    @Test
    void offIsNoLimit() {
        assertTrue(Rate.of("off").isOff());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0/minute",
                "-1/minute",
                "1",
                "1/week",
                "1/MINUTE",
                "1.5/second",
                "1 / second",
                "OFF",
                "1000000001/day",
                "99999999999999999999/day"
            })
    void anythingElseIsRefusedWithAnExample(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Rate.of(text));

        assertTrue(e.getMessage().contains("'" + text + "'") && e.getMessage().contains("100/minute"), e.getMessage());
    }
}
