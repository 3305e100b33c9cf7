package org.wattsplit.datasets.slimmable;

import java.util.List;
import org.wattsplit.framework.check.Check;

/**
 * How long it takes to load another network of a ladder, as published.
 *
 * @param ram memory in GB
 * @param lists the networks that were loaded, at least one
 */
record SwitchingFile(double ram, List<Load> lists) {
    /**
     * One network.
     *
     * @param name the ladder
     * @param mode its rung
     * @param diskLoad time to read it, in ms, at least 0
     * @param warmup time until it answers as fast as ever, in ms, at least 0
     */
    record Load(String name, int mode, double diskLoad, double warmup) {
        Load {
            Check.nonNegative("disk_load", diskLoad);
            Check.nonNegative("warmup", warmup);
        }
    }

    SwitchingFile {
        lists = List.copyOf(Check.notEmpty("lists", lists));
    }

    /** The mean time of a load and the warm-up after it, in ms. */
    double meanMillis() {
        return lists.stream()
                .mapToDouble(one -> one.diskLoad() + one.warmup())
                .average()
                .orElseThrow();
    }
}
