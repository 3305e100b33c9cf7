package org.wattsplit.framework.random;

import java.util.random.RandomGenerator;

/**
 * SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014) whose state can be
 * saved, so that work that was interrupted goes on with the same chance. Not thread-safe.
 */
public final class SavableRandom implements RandomGenerator {
    private long state;

    /** A generator in that state; any value. */
    public SavableRandom(long state) {
        this.state = state;
    }

    /** The state: a generator made from it goes on as this one will. */
    public long state() {
        return state;
    }

    /** Goes on from a saved state. */
    public void restore(long saved) {
        state = saved;
    }

    @Override
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
