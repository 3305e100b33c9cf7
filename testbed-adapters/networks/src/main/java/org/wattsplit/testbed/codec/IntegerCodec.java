package org.wattsplit.testbed.codec;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Elements as signed integers of 1, 2, 4 or 8 bits: {@code x = scale (q - zeroPoint)}. Their values go from the least to the
 * largest element of the tensor or the channel, 0 counted with them so that it has one of its own and is exact. A scale of 0
 * means that all elements are 0. Integers of less than 8 bits are {@link Packed}.
 *
 * <p>Channels are the second dimension; a tensor of less than two has one channel.
 */
final class IntegerCodec implements Codec {
    private static final String DATATYPE = "INT8";

    private final String name;
    private final int bits;
    private final int least;
    private final int largest;
    private final boolean perChannel;

    IntegerCodec(String name, int bits, boolean perChannel) {
        this.name = name;
        this.bits = bits;
        least = -(1 << (bits - 1));
        largest = -least - 1;
        this.perChannel = perChannel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return bits + (bits == 1 ? " bit" : " bits") + ", one scale for "
                + (perChannel ? "each channel" : "the tensor");
    }

    @Override
    public int bytes(Shape shape) {
        Wire.bytes(shape, 1);
        return Packed.bytes(shape.elements(), bits);
    }

    @Override
    public Encoded encode(Tensor tensor) {
        int channels = channels(tensor.shape());
        int run = run(tensor.shape());
        float[] low = new float[channels];
        float[] high = new float[channels];
        FloatBuffer from = tensor.floats();
        for (int begin = 0, channel = 0; begin < from.limit(); begin += run, channel = (channel + 1) % channels) {
            for (int i = begin; i < begin + run; i++) {
                float value = from.get(i);
                if (!Float.isFinite(value)) {
                    throw InputException.of("an element to encode as " + name, "a finite number", value);
                }
                low[channel] = Math.min(low[channel], value);
                high[channel] = Math.max(high[channel], value);
            }
        }
        List<Float> scales = new ArrayList<>(channels);
        List<Integer> zeroPoints = new ArrayList<>(channels);
        for (int channel = 0; channel < channels; channel++) {
            float scale = scale(low[channel], high[channel]);
            scales.add(scale);
            zeroPoints.add(scale == 0 ? 0 : least - (int) nearest(low[channel], scale));
        }
        ByteBuffer bytes = Tensor.allocate(bytes(tensor.shape()));
        Packed to = Packed.into(bytes, bits);
        for (int begin = 0, channel = 0; begin < from.limit(); begin += run, channel = (channel + 1) % channels) {
            float scale = scales.get(channel);
            int zeroPoint = zeroPoints.get(channel);
            for (int i = begin; i < begin + run; i++) {
                long q = scale == 0 ? zeroPoint : zeroPoint + nearest(from.get(i), scale);
                to.put((int) Math.max(least, Math.min(largest, q)));
            }
        }
        to.flush();
        return new Encoded(DATATYPE, bytes.flip(), scales, zeroPoints);
    }

    /** The step as a float, rounded up so that the range is covered; 0 only if all elements are. */
    private float scale(float low, float high) {
        double exact = ((double) high - low) / (largest - least);
        float scale = (float) exact;
        return scale < exact ? Math.nextUp(scale) : scale;
    }

    /** The nearest number of steps, the larger of two, so that rounding does not depend on where 0 lies. */
    private static long nearest(float value, float scale) {
        return (long) Math.floor((double) value / scale + 0.5);
    }

    @Override
    public Tensor decode(Encoded encoded, Shape shape) {
        int channels = channels(shape);
        Packed from = Packed.from(Wire.bytes(encoded, DATATYPE, bytes(shape), shape), bits);
        float[] scales = scales(encoded, channels);
        int[] zeroPoints = zeroPoints(encoded, channels);
        ByteBuffer bytes = Tensor.allocate(Wire.bytes(shape, Float.BYTES));
        FloatBuffer to = bytes.asFloatBuffer();
        int run = run(shape);
        for (int channel = 0; to.hasRemaining(); channel = (channel + 1) % channels) {
            for (int i = 0; i < run; i++) {
                to.put(value(from.get(), scales[channel], zeroPoints[channel]));
            }
        }
        return Tensor.of(shape, bytes);
    }

    /** What an integer stands for; within the floats, also where half a step beyond the largest element is not. */
    private static float value(int q, float scale, int zeroPoint) {
        double value = (double) scale * (q - zeroPoint);
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }

    private static float[] scales(Encoded encoded, int channels) {
        Wire.size("scales", channels, encoded.scales());
        float[] scales = new float[channels];
        for (int i = 0; i < channels; i++) {
            scales[i] = encoded.scales().get(i);
            if (!(scales[i] >= 0 && Float.isFinite(scales[i]))) {
                throw InputException.of("a scale", "a finite number of at least 0", scales[i]);
            }
        }
        return scales;
    }

    private int[] zeroPoints(Encoded encoded, int channels) {
        Wire.size("zero points", channels, encoded.zeroPoints());
        int[] zeroPoints = new int[channels];
        for (int i = 0; i < channels; i++) {
            zeroPoints[i] = encoded.zeroPoints().get(i);
            if (zeroPoints[i] < least || zeroPoints[i] > largest) {
                throw InputException.of("a zero point", "between " + least + " and " + largest, zeroPoints[i]);
            }
        }
        return zeroPoints;
    }

    private int channels(Shape shape) {
        return perChannel && shape.sizes().size() >= 2
                ? Math.toIntExact(shape.sizes().get(1))
                : 1;
    }

    /** How many elements in a row belong to one channel. */
    private int run(Shape shape) {
        if (!perChannel || shape.sizes().size() < 2) {
            return shape.elements();
        }
        long run = 1;
        for (long size : shape.sizes().subList(2, shape.sizes().size())) {
            run *= size;
        }
        return (int) run;
    }
}
