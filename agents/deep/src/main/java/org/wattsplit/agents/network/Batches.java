package org.wattsplit.agents.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Samples in a random order, some at a time. */
public final class Batches {
    private Batches() {}

    /**
     * The numbers from 0 to below a count, shuffled (Fisher and Yates), in parts of a size; the last may be smaller.
     */
    public static List<int[]> shuffled(int count, int size, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < count; from += size) {
            batches.add(Arrays.copyOfRange(order, from, Math.min(count, from + size)));
        }
        return batches;
    }

    /** So many numbers from 0 to below a count, each drawn anew. */
    public static int[] drawn(int count, int size, RandomGenerator random) {
        int[] batch = new int[size];
        for (int i = 0; i < size; i++) {
            batch[i] = random.nextInt(count);
        }
        return batch;
    }
}
