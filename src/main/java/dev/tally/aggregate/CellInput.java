package dev.tally.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.VarEncodingHelper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link CellOutput} wrote. Its methods throw an {@link UncheckedIOException} where the bytes are something
 * else.
 */
final class CellInput {
    static final byte LONG_FORM = 0;
    static final byte LARGE_FORM = 1;

    /** Any number of so many digits is a long. */
    static final int LONG_DIGITS = 18;

    private final ByteArrayInput input;

    CellInput(byte[] bytes) {
        this.input = ByteArrayInput.wrap(bytes);
    }

    byte readByte() {
        try {
            return input.readByte();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    long readCount() {
        try {
            return VarEncodingHelper.decodeUnsignedVarLong(input);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    long readSigned() {
        try {
            return VarEncodingHelper.decodeSignedVarLong(input);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /** Adds the decimal that comes next. */
    void readDecimalInto(DecimalSum sum) {
        int scale = Math.toIntExact(readSigned());
        if (readByte() == LONG_FORM) {
            sum.add(readSigned(), scale);
        } else {
            sum.add(new BigDecimal(new BigInteger(readBytes()), scale));
        }
    }

    long[] readAscending() {
        long[] values = new long[Math.toIntExact(readCount())];
        long previous = 0;
        for (int i = 0; i < values.length; i++) {
            previous += readCount();
            values[i] = previous;
        }
        return values;
    }

    /** To the end of the input. */
    void mergeInto(DDSketch sketch) {
        try {
            sketch.decodeAndMergeWith(input);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private byte[] readBytes() {
        byte[] bytes = new byte[Math.toIntExact(readCount())];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = readByte();
        }
        return bytes;
    }

    private static UncheckedIOException damaged(IOException e) {
        return new UncheckedIOException("the bytes of a cell are damaged", e);
    }
}
