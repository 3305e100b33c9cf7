package org.wattsplit.testbed.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Another codec's bytes as one Zstandard frame (RFC 8878). The frame must name its content's size, and the size must be what
 * the shape needs: both are read from its header before anything is allocated.
 */
final class ZstdCodec implements Codec {
    /** The fastest of the ordinary levels: an edge device has little time. */
    private static final int LEVEL = 1;

    private final Codec inner;

    ZstdCodec(Codec inner) {
        this.inner = inner;
    }

    @Override
    public String name() {
        return inner.name() + "+zstd";
    }

    @Override
    public String description() {
        return inner.description() + ", compressed by Zstandard";
    }

    @Override
    public int bytes(Shape shape) {
        return Math.toIntExact(Zstd.compressBound(inner.bytes(shape)));
    }

    @Override
    public Encoded encode(Tensor tensor) {
        Encoded plain = inner.encode(tensor);
        return with(plain, Zstd.compress(direct(plain.bytes()), LEVEL));
    }

    @Override
    public Tensor decode(Encoded encoded, Shape shape) {
        int expected = inner.bytes(shape);
        ByteBuffer frame = encoded.bytes().duplicate();
        // Within this bound is every frame that encode makes, so that the copy below is bounded, too.
        if (frame.remaining() > Zstd.compressBound(expected)) {
            throw InputException.of(
                    "the bytes of a compressed tensor of shape " + shape,
                    "at most " + Zstd.compressBound(expected),
                    frame.remaining());
        }
        frame = direct(frame);
        long said = contentSize(frame);
        if (said != expected) {
            throw InputException.of(
                    "the size that the Zstandard frame of a tensor of shape " + shape + " says", "" + expected, said);
        }
        if (frameSize(frame) != frame.remaining()) {
            throw InputException.of("a compressed tensor", "one whole Zstandard frame", frame.remaining() + " bytes");
        }
        ByteBuffer bytes = Tensor.allocate(expected);
        try {
            int size = Zstd.decompress(bytes, frame);
            if (size != expected) {
                throw InputException.of("the content of a Zstandard frame", expected + " bytes", size);
            }
        } catch (ZstdException e) {
            throw new InputException("Expected a Zstandard frame: " + e.getMessage(), e);
        }
        return inner.decode(with(encoded, bytes.flip()), shape);
    }

    /** The size of the content as the frame's header says; below 0 or 0 where it does not. */
    private static long contentSize(ByteBuffer frame) {
        return frame.hasRemaining()
                ? Zstd.getDirectByteBufferFrameContentSize(frame, frame.position(), frame.remaining())
                : 0;
    }

    /** The bytes of the first frame; an error's number where there is none. */
    private static long frameSize(ByteBuffer frame) {
        return Zstd.findDirectByteBufferFrameCompressedSize(frame, frame.position(), frame.remaining());
    }

    private static Encoded with(Encoded encoded, ByteBuffer bytes) {
        return new Encoded(encoded.datatype(), bytes, encoded.scales(), encoded.zeroPoints());
    }

    /** The bytes in memory that native code reads, copied only where they are not. */
    private static ByteBuffer direct(ByteBuffer bytes) {
        if (bytes.isDirect()) {
            return bytes.duplicate();
        }
        return Tensor.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
