package org.wattsplit.testbed.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.guard.GuardedTails;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * What a live testbed is made of, opened.
 *
 * @param model the network as it runs on the edge
 * @param tails its tails in the cloud
 * @param device the edge's knobs
 * @param input what every request infers
 * @param meter the edge's meter
 * @param codecs what may cross
 * @param opened all that has to be closed, in the order in which it was opened
 */
public record LiveParts(
        SplitModel model,
        GuardedTails tails,
        EdgeDevice device,
        Tensor input,
        EnergyRecorder meter,
        Codecs codecs,
        List<AutoCloseable> opened)
        implements AutoCloseable {
    public LiveParts {
        opened = List.copyOf(opened);
    }

    @Override
    public void close() {
        close(opened);
    }

    /** Closes all, what was opened last first, also when one of them fails; then the first failure is thrown. */
    public static void close(List<AutoCloseable> opened) {
        @Nullable RuntimeException failure = null;
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (RuntimeException e) {
                failure = joined(failure, e);
            } catch (Exception e) {
                failure = joined(failure, new IllegalStateException(e));
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException joined(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
