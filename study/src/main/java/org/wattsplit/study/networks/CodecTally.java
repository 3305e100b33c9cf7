package org.wattsplit.study.networks;

import java.nio.FloatBuffer;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.networks.CodecsResult.Coded;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.digits.Accuracy;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.tensor.Tensor;

/** What one codec did to one cut's tensors. */
final class CodecTally {
    /** Of a scale and a zero point. */
    private static final int CHANNEL_BYTES = Float.BYTES + 1;

    private final Codec codec;
    private final double[] bytes;
    private final double[] encodeMillis;
    private final double[] decodeMillis;
    private double largestError;
    private double sumOfErrors;
    private long elements;
    private int right;
    private int answers;

    CodecTally(Codec codec, int inputs) {
        this.codec = codec;
        bytes = new double[inputs];
        encodeMillis = new double[inputs];
        decodeMillis = new double[inputs];
    }

    /** Encodes and decodes the tensor of one input. */
    Tensor code(int input, Tensor boundary) {
        long begun = System.nanoTime();
        Codec.Encoded encoded = codec.encode(boundary);
        long between = System.nanoTime();
        Tensor decoded = codec.decode(encoded, boundary.shape());
        long ended = System.nanoTime();
        bytes[input] = encoded.bytes().remaining()
                + (double) CHANNEL_BYTES * encoded.scales().size();
        encodeMillis[input] = (between - begun) / 1e6;
        decodeMillis[input] = (ended - between) / 1e6;
        return decoded;
    }

    void judge(Tensor output, Tensor expected, @Nullable Integer digit) {
        FloatBuffer given = output.floats();
        FloatBuffer wanted = expected.floats();
        while (given.hasRemaining()) {
            double error = Math.abs((double) given.get() - wanted.get());
            largestError = Math.max(largestError, error);
            sumOfErrors += error;
            elements++;
        }
        if (digit != null) {
            answers++;
            right += Accuracy.digit(output) == digit ? 1 : 0;
        }
    }

    Coded sum(CutPoint cut, double largestOutput) {
        Median median = Median.withDefaults();
        // Outputs that are all zeros have no errors but absolute ones.
        double unit = largestOutput == 0 ? 1 : largestOutput;
        double sent = median.evaluate(bytes);
        return new Coded(
                cut.index(),
                cut.tensor(),
                codec.name(),
                Math.round(sent),
                sent / cut.bytes(),
                median.evaluate(encodeMillis),
                median.evaluate(decodeMillis),
                largestError / unit,
                sumOfErrors / elements / unit,
                answers == 0 ? null : (double) right / answers);
    }
}
