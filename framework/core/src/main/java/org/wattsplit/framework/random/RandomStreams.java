package org.wattsplit.framework.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random streams derived from one root seed by name, so that two agents compared under one seed see the same requests
 * and the same conditions whatever either of them draws. Immutable and thread-safe; the generators it makes are not.
 */
public final class RandomStreams {
    private final long seed;

    private RandomStreams(long seed) {
        this.seed = seed;
    }

    /** Streams under a root seed; any value. */
    public static RandomStreams of(long seed) {
        return new RandomStreams(seed);
    }

    /** The seed of the stream of that name, for a component that wants a number. */
    public long seed(String name) {
        long hash = mix(seed);
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return hash;
    }

    /** The seed of one of many numbered things under a seed, so that neighbours have nothing in common. */
    public static long numbered(long seed, long number) {
        return mix(mix(seed) ^ number);
    }

    /** A fresh generator at the start of the stream of that name. */
    public RandomGenerator stream(String name) {
        return new SplittableRandom(seed(name));
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), after adding its golden-ratio increment. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
