package org.wattsplit.testbed.zoo;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.testbed.onnx.format.TensorProto;

/**
 * A tensor of floats that are drawn when it is written: evenly between mean - range and mean + range.
 *
 * @param name its name, which also picks its stream of chance
 * @param sizes its dimensions
 * @param mean the middle
 * @param range half the width
 */
record Weight(String name, List<Long> sizes, double mean, double range) {
    private static final int CHUNK = 1 << 16;

    Weight {
        sizes = List.copyOf(sizes);
    }

    static Weight of(String name, double mean, double range, long... sizes) {
        return new Weight(name, Arrays.stream(sizes).boxed().toList(), mean, range);
    }

    long elements() {
        return sizes.stream().reduce(1L, Math::multiplyExact);
    }

    private TensorProto header() {
        return TensorProto.newBuilder()
                .addAllDims(sizes)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setName(name)
                .build();
    }

    private int bytes() {
        return Math.toIntExact(Math.multiplyExact(elements(), Float.BYTES));
    }

    /** The bytes of its message, without what stands before a message in another. */
    int messageBytes() {
        return Math.addExact(
                header().getSerializedSize()
                        + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
                        + CodedOutputStream.computeUInt32SizeNoTag(bytes()),
                bytes());
    }

    /** Writes its message, a part of the elements at a time. */
    void writeTo(CodedOutputStream out, RandomStreams streams) throws IOException {
        header().writeTo(out);
        out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, 2);
        out.writeUInt32NoTag(bytes());
        RandomGenerator random = streams.stream(name);
        float low = (float) (mean - range);
        float width = (float) (2 * range);
        byte[] chunk = new byte[CHUNK];
        ByteBuffer floats = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        for (long left = elements(); left > 0; left -= CHUNK / Float.BYTES) {
            floats.clear();
            for (long i = Math.min(left, CHUNK / Float.BYTES); i > 0; i--) {
                floats.putFloat(low + width * random.nextFloat());
            }
            out.writeRawBytes(ByteString.copyFrom(chunk, 0, floats.position()));
        }
    }
}
