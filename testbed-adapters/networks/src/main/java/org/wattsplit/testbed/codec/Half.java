package org.wattsplit.testbed.codec;

/** IEEE 754 binary16 in the bits of a short: 1 sign, 5 exponent, 10 fraction. */
final class Half {
    /** The largest finite one. */
    static final float MAX = 65504;

    private static final int MAX_BITS = 0x7BFF;
    private static final int INFINITE = 0x7C00;
    private static final int QUIET_NAN = 0x7E00;
    /** The bits of the least float that is a normal half, 2^-14. */
    private static final int LEAST_NORMAL = 0x38800000;
    /** Bits of a float's fraction that a half lacks. */
    private static final int DROPPED = 13;
    /** The difference of the exponents' biases, in place. */
    private static final int BIAS = (127 - 15) << 10;

    private Half() {}

    /**
     * The nearest half, the even one of two. A finite number beyond the largest becomes the largest of its sign: an
     * infinity would spread through the tail. NaN and infinities stay what they are.
     */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude >= 0x7F800000) {
            return (short) (sign | (magnitude == 0x7F800000 ? INFINITE : QUIET_NAN));
        }
        if (magnitude >= LEAST_NORMAL) {
            // A carry out of the fraction goes into the exponent, which is then right.
            return (short) (sign | Math.min(MAX_BITS, shiftToNearest(magnitude, DROPPED) - BIAS));
        }
        // Subnormal: multiples of 2^-24. Times a power of 2 a float is exact, and rint takes the even one.
        return (short) (sign | (int) Math.rint(Math.abs((double) value) * 0x1p24));
    }

    private static int shiftToNearest(int value, int places) {
        int odd = value >>> places & 1;
        return (value + (1 << (places - 1)) - 1 + odd) >>> places;
    }

    /** The float of the same value. */
    static float toFloat(short half) {
        int exponent = half >>> 10 & 0x1F;
        int fraction = half & 0x3FF;
        float magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Float.intBitsToFloat(((half & 0x7FFF) + BIAS) << DROPPED);
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
