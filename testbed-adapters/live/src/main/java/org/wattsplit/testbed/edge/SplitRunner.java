package org.wattsplit.testbed.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** Runs a network in two halves: the head here, the tail where tails run. One thread at a time. */
public final class SplitRunner implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final SplitModel model;
    private final TailRunner tails;
    private final Runnable settled;
    private final int last;

    private SplitRunner(SplitModel model, TailRunner tails, Runnable settled) {
        this.model = model;
        this.tails = tails;
        this.settled = settled;
        last = model.cuts().size() - 1;
    }

    /** A runner, which closes both when it is closed. */
    public static SplitRunner of(SplitModel model, TailRunner tails) {
        return new SplitRunner(model, tails, () -> {});
    }

    /** The same on a device, of which each head has its time to the end. */
    public static SplitRunner of(SplitModel model, TailRunner tails, EdgeDevice device) {
        return new SplitRunner(model, tails, device::settle);
    }

    /** The network. */
    public SplitModel model() {
        return model;
    }

    /**
     * Runs one input.
     *
     * @param cut where to cut: 0 sends the input, the last runs all of it here
     * @param codec how the tensor crosses
     * @param deadline time for the tail, above 0
     * @throws org.wattsplit.framework.testbed.TestbedException when the tail gave no answer within the deadline
     */
    public SplitRun run(Tensor input, int cut, Codec codec, Duration deadline) {
        Check.range("the cut of " + model.name(), 0, last, cut);
        long begun = System.nanoTime();
        Tensor boundary = model.head(cut, input);
        if (cut > 0) {
            settled.run();
        }
        double headMillis = (System.nanoTime() - begun) / NANOS_PER_MILLI;
        if (cut == last) {
            return new SplitRun(boundary, headMillis, 0, OptionalDouble.of(0), Optional.empty(), 0);
        }
        TailRun tail = tails.run(cut, codec, boundary, deadline);
        return new SplitRun(
                tail.output(),
                headMillis + tail.encodeMillis(),
                tail.transferMillis(),
                tail.cloudMillis(),
                tail.energy(),
                tail.bytesSent());
    }

    /** Loads both halves of a cut. */
    public void load(int cut) {
        model.load(cut, SplitModel.Half.HEAD);
        if (cut < last) {
            tails.load(cut);
        }
    }

    @Override
    public void close() {
        tails.close();
        model.close();
    }
}
