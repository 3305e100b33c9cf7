package org.wattsplit.testbed.live;

import java.time.Duration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.edge.SameNetwork;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Loads what requests may need, and runs it, so that none of them waits for that; a cloud that is not there is for the
 * guard to find out.
 */
final class WarmUp {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int RUNS = 3;
    private static final Duration CALL = Duration.ofSeconds(10);

    private final ConfigurationSpace space;
    private final LiveParts parts;
    private final LiveClock clock;

    private WarmUp(ConfigurationSpace space, LiveParts parts, LiveClock clock) {
        this.space = space;
        this.parts = parts;
        this.clock = clock;
    }

    /** Warms up all cuts and codecs of a space, and tells how many milliseconds the edge took for the whole network last. */
    static double run(ConfigurationSpace space, LiveParts parts, LiveClock clock) {
        WarmUp warmUp = new WarmUp(space, parts, clock);
        warmUp.cuts();
        return warmUp.whole();
    }

    private void cuts() {
        int last = parts.model().cuts().size() - 1;
        boolean there = true;
        for (String value : space.knobs().get(space.knobIndex(Knob.SPLIT_LAYER)).values()) {
            int cut = Integer.parseInt(value);
            Tensor boundary = parts.model().head(cut, parts.input());
            if (cut < last && there) {
                there = tail(cut, boundary);
            }
        }
    }

    /** Whether the cloud is there to run the tail. */
    private boolean tail(int cut, Tensor boundary) {
        try {
            parts.tails().load(cut);
            if (cut == 0) {
                Tensor there = parts.tails()
                        .run(0, parts.codecs().get("float32"), boundary, CALL)
                        .output();
                SameNetwork.require(parts.model().name(), parts.model().whole(parts.input()), there);
            }
            for (int i = 0; i < RUNS; i++) {
                for (String codec :
                        space.knobs().get(space.knobIndex(ProfileSpace.CODEC)).values()) {
                    parts.tails().run(cut, parts.codecs().get(codec), boundary, CALL);
                }
            }
            return true;
        } catch (TestbedException e) {
            if (e.retryCanHelp()) {
                return false;
            }
            throw e;
        }
    }

    private double whole() {
        double millis = 0;
        for (int i = 0; i < RUNS; i++) {
            long begun = clock.nanos();
            parts.model().whole(parts.input());
            parts.device().settle();
            millis = (clock.nanos() - begun) / NANOS_PER_MILLI;
        }
        return millis;
    }
}
