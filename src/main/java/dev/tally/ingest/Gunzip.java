package dev.tally.ingest;

import dev.tally.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.smallrye.mutiny.Multi;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Inflates gzip (RFC 1952, of one or several members) as it arrives. It is fed in slices, because a byte can inflate to a
 * thousand: whoever reads the result can stop in time.
 */
final class Gunzip {
    /** Inflates to 1 MiB at most. */
    private static final int SLICE_BYTES = 1024;

    private Member member = new Member();
    private EmbeddedChannel channel = new EmbeddedChannel(member);

    private Gunzip() {}

    /** The inflated bytes; fails with a {@link FailureException} where the stream is corrupt or cut short. */
    static Multi<byte[]> inflate(Multi<byte[]> compressed) {
        return Multi.createFrom().deferred(() -> {
            Gunzip gunzip = new Gunzip();
            Multi<byte[]> inflated = compressed.onItem().transformToMultiAndConcatenate(gunzip::slices);
            return Multi.createBy()
                    .concatenating()
                    .streams(inflated, Multi.createFrom().deferred(gunzip::end))
                    .onTermination()
                    .invoke(gunzip::release);
        });
    }

    private Multi<byte[]> slices(byte[] chunk) {
        return Multi.createFrom()
                .items(() -> IntStream.iterate(0, start -> start < chunk.length, start -> start + SLICE_BYTES)
                        .mapToObj(start ->
                                Unpooled.wrappedBuffer(chunk, start, Math.min(SLICE_BYTES, chunk.length - start)))
                        .map(this::inflate))
                .filter(bytes -> bytes.length > 0);
    }

    private Multi<byte[]> end() {
        return member.isClosed()
                ? Multi.createFrom().empty()
                : Multi.createFrom().failure(corrupt());
    }

    private byte[] inflate(ByteBuf compressed) {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        try {
            for (ByteBuf rest = compressed; rest != null; ) {
                rest = inflate(rest, inflated);
            }
        } catch (DecoderException e) {
            throw corrupt();
        }
        return inflated.toByteArray();
    }

    /** Returns what belongs to the next member, or null. */
    private ByteBuf inflate(ByteBuf compressed, ByteArrayOutputStream inflated) {
        if (member.isClosed()) {
            release();
            member = new Member();
            channel = new EmbeddedChannel(member);
        }
        channel.writeInbound(compressed);
        for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
            if (read instanceof Rest rest) {
                return rest.bytes();
            }
            take((ByteBuf) read, inflated);
        }
        return null;
    }

    private static void take(ByteBuf bytes, ByteArrayOutputStream target) {
        try {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            target.writeBytes(copy);
        } finally {
            bytes.release();
        }
    }

    private void release() {
        try {
            channel.finishAndReleaseAll();
        } catch (DecoderException e) {
            // Told already, by the slice that caused it; the channel is closed all the same.
        }
    }

    private static FailureException corrupt() {
        return FailureException.invalid(
                "Content-Encoding", "'Content-Encoding' says gzip, but the body is not, or not all of it");
    }

    /** One member of a gzip stream; hands back what follows it. */
    private static final class Member extends JdkZlibDecoder {
        Member() {
            super(ZlibWrapper.GZIP, false, 0);
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            if (isClosed()) {
                out.add(new Rest(Unpooled.copiedBuffer(in)));
                in.skipBytes(in.readableBytes());
            } else {
                super.decode(ctx, in, out);
            }
        }
    }

    private record Rest(ByteBuf bytes) {}
}
