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

    /** The scale, then the digits: as a number where a long holds them, else as bytes. */
    void writeDecimal(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        boolean isLong = plain.precision() <= CellInput.LONG_DIGITS;
        writeSigned(plain.scale());
        writeByte(isLong ? CellInput.LONG_FORM : CellInput.LARGE_FORM);
        if (isLong) {
            writeSigned(plain.unscaledValue().longValue());
        } else {
            writeBytes(plain.unscaledValue().toByteArray());
        }
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
