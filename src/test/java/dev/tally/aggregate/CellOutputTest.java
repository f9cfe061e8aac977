package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellOutputTest {
    /** Numbers of up to 19 digits, which is one more than the form for small ones has. */
    @ParameterizedTest
    @CsvSource({
        "0, 5",
        "1, 0",
        "-1, 30",
        "1000, 0",
        "1000, 2",
        "-1500, 1",
        "7, -3",
        "999999999999999999, 6",
        "1000000000000000000, 6",
        "-1000000000000000000, 18",
        "1000000000000000001, 6",
        "9223372036854775807, 0",
        "-9223372036854775808, 9"
    })
    void aDecimalIsWrittenTheSameHoweverItIsKept(long unscaled, int scale) {
        BigDecimal number = BigDecimal.valueOf(unscaled, scale);
        CellOutput asLong = new CellOutput();
        CellOutput asDecimal = new CellOutput();

        asLong.writeDecimal(unscaled, scale);
        asDecimal.writeDecimal(number);

        assertArrayEquals(asDecimal.bytes(), asLong.bytes());
        assertEquals(0, read(asLong).compareTo(number));
    }

    private static BigDecimal read(CellOutput output) {
        DecimalSum sum = new DecimalSum();
        new CellInput(output.bytes()).readDecimalInto(sum);
        return sum.value();
    }
}
