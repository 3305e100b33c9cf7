package org.wattsplit.testbed.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.CpuEnergy;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** Tails that run in this process: there is no link, and no deadline is kept. */
public final class LocalTails implements TailRunner {
    private static final double NANOS_PER_MILLI = 1e6;

    private final SplitModel model;
    private final @Nullable CpuEnergy energy;

    private LocalTails(SplitModel model, @Nullable CpuEnergy energy) {
        this.model = model;
        this.energy = energy;
    }

    /**
     * The tails of a network.
     *
     * @param model the network; whoever gave it closes it
     * @param energy says what the processor spends; null where nothing says
     */
    public static LocalTails of(SplitModel model, @Nullable CpuEnergy energy) {
        return new LocalTails(model, energy);
    }

    @Override
    public TailRun run(int cut, Codec codec, Tensor boundary, Duration deadline) {
        long begun = System.nanoTime();
        Codec.Encoded encoded = codec.encode(boundary);
        long crossed = System.nanoTime();
        CpuEnergy.@Nullable Interval interval = energy == null ? null : energy.begin();
        Tensor output = model.tail(cut, codec.decode(encoded, boundary.shape()));
        return new TailRun(
                output,
                (crossed - begun) / NANOS_PER_MILLI,
                0,
                OptionalDouble.of((System.nanoTime() - crossed) / NANOS_PER_MILLI),
                interval == null ? Optional.empty() : Optional.of(interval.end()),
                encoded.bytes().remaining());
    }

    @Override
    public void load(int cut) {
        model.load(cut, SplitModel.Half.TAIL);
    }

    @Override
    public void close() {}
}
