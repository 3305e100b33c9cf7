package org.wattsplit.examples;

import java.nio.ByteBuffer;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.networks.CodecsJob;
import org.wattsplit.study.networks.CodecsPlan;
import org.wattsplit.study.networks.CodecsResult;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** A codec of one's own, compared with the others: the sign of each element, and one magnitude for all. */
public final class OwnCodec {
    private OwnCodec() {}

    /** Prints what each codec makes of the tensors of the trained network for digits. */
    public static void main(String[] args) {
        compare(List.of(1), 500)
                .coded()
                .forEach(one -> System.out.println(one.codec() + ": " + one.bytes() + " bytes, " + one.accuracy()));
    }

    static CodecsResult compare(List<Integer> cuts, int inputs) {
        JobContext quiet = JobContext.quiet();
        JobContext context = quiet.with(quiet.registry().with(Codec.class, new SignCodec()));
        return CodecsJob.run(new CodecsPlan(CodecsPlan.DIGITS, cuts, inputs, CodecsPlan.SEED), context);
    }

    private static final class SignCodec implements Codec {
        @Override
        public String name() {
            return "sign";
        }

        @Override
        public String description() {
            return "one bit an element";
        }

        @Override
        public int bytes(Shape shape) {
            return (shape.elements() + 7) / 8;
        }

        @Override
        public Encoded encode(Tensor tensor) {
            float[] values = tensor.toArray();
            double sum = 0;
            byte[] bits = new byte[bytes(tensor.shape())];
            for (int i = 0; i < values.length; i++) {
                sum += Math.abs(values[i]);
                bits[i / 8] |= (byte) (values[i] > 0 ? 1 << (i % 8) : 0);
            }
            float magnitude = (float) (sum / values.length);
            return new Encoded("INT8", ByteBuffer.wrap(bits), List.of(magnitude), List.of(0));
        }

        @Override
        public Tensor decode(Encoded encoded, Shape shape) {
            ByteBuffer bits = encoded.bytes();
            if (bits.remaining() != bytes(shape) || encoded.scales().size() != 1) {
                throw InputException.of(
                        "the bytes of a tensor of signs", bytes(shape) + " and a scale", bits.remaining());
            }
            float magnitude = encoded.scales().get(0);
            float[] values = new float[shape.elements()];
            for (int i = 0; i < values.length; i++) {
                boolean positive = (bits.get(bits.position() + i / 8) >> (i % 8) & 1) == 1;
                values[i] = positive ? magnitude : 0;
            }
            return Tensor.of(shape, values);
        }
    }
}
