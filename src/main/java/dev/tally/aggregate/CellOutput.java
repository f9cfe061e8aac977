package dev.tally.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Writes the bytes of cells: numbers in as few bytes as they need. {@link CellInput} reads them. */
final class CellOutput {
    private static final int CAPACITY = 64;

    /** The first number that has more digits than {@link CellInput#LONG_DIGITS}. */
    private static final long BEYOND_LONG_DIGITS = 1_000_000_000_000_000_000L;

    private final GrowingByteArrayOutput output = GrowingByteArrayOutput.withInitialCapacity(CAPACITY);

    void writeByte(byte value) {
        output.writeByte(value);
    }

    /** @throws IllegalArgumentException for negative numbers: nothing that is counted is ever less than nothing */
    void writeCount(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count below zero: " + value);
        }
        try {
            VarEncodingHelper.encodeUnsignedVarLong(output, value);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void writeSigned(long value) {
        try {
            VarEncodingHelper.encodeSignedVarLong(output, value);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The scale, then the digits without zeros at their end: as a number where a long holds them, else as bytes. */
    void writeDecimal(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        if (plain.precision() <= CellInput.LONG_DIGITS) {
            writeDigits(plain.unscaledValue().longValue(), plain.scale());
        } else {
            writeSigned(plain.scale());
            writeByte(CellInput.LARGE_FORM);
            writeBytes(plain.unscaledValue().toByteArray());
        }
    }

    /** The same of {@code unscaled × 10^-scale}. */
    void writeDecimal(long unscaled, int scale) {
        if (unscaled == 0 || unscaled <= -BEYOND_LONG_DIGITS || unscaled >= BEYOND_LONG_DIGITS) {
            writeDecimal(BigDecimal.valueOf(unscaled, scale));
            return;
        }
        long digits = unscaled;
        int digitsScale = scale;
        while (digits % 10 == 0) {
            digits /= 10;
            digitsScale--;
        }
        writeDigits(digits, digitsScale);
    }

    private void writeDigits(long digits, int scale) {
        writeSigned(scale);
        writeByte(CellInput.LONG_FORM);
        writeSigned(digits);
    }

    /** How many, and how far each is from the one before. */
    void writeAscending(long[] values) {
        writeCount(values.length);
        long previous = 0;
        for (long value : values) {
            writeCount(value - previous);
            previous = value;
        }
    }

    /** To the end of the output; every sketch has the same mapping, which is not written. */
    void write(DDSketch sketch) {
        try {
            sketch.encode(output, true);
        } catch (IOException e) {
            throw impossible(e);
        }
    }

    byte[] bytes() {
        return output.trimmedCopy();
    }

    private void writeBytes(byte[] bytes) {
        writeCount(bytes.length);
        for (byte value : bytes) {
            writeByte(value);
        }
    }

    private static UncheckedIOException impossible(IOException e) {
        return new UncheckedIOException("memory cannot be written", e);
    }
}
