package org.wattsplit.framework.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a training went.
 *
 * @param seed root seed
 * @param curve one point for each evaluation, the first before any training
 * @param best the point of the least cost, whose policy was kept
 * @param steps steps that were trained for
 * @param stopped why it ended: {@code steps}, {@code patience}, or {@code diverged}
 * @param problem what diverged; null unless something did
 */
public record TrainingResult(
        long seed,
        List<CurvePoint> curve,
        CurvePoint best,
        long steps,
        String stopped,
        @Nullable String problem) {
    public TrainingResult {
        curve = List.copyOf(curve);
    }
}
