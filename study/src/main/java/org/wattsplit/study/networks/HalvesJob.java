package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.networks.HalvesResult.Halves;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** Runs a network whole and in halves at every cut, and compares outputs and times. */
public final class HalvesJob {
    private static final long INPUT_SEED = 7;
    private static final String DL4J = "dl4j:";

    private HalvesJob() {}

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or a file breaks a rule
     */
    public static HalvesResult run(HalvesPlan plan, JobContext context) {
        try (Scratch scratch = new Scratch();
                SplitModel model = open(plan, scratch)) {
            Tensor input = Tensor.drawn(model.inputShape(), new SplittableRandom(INPUT_SEED));
            Tensor expected = model.whole(input);
            double largest = 0;
            for (float value : expected.toArray()) {
                largest = Math.max(largest, Math.abs(value));
            }
            List<Halves> checked = new ArrayList<>();
            try (Progress progress =
                    context.display().begin("cutting", model.cuts().size())) {
                for (CutPoint cut : model.cuts()) {
                    checked.add(check(model, cut, input, expected, plan.repeats()));
                    progress.reached(checked.size());
                }
            }
            return new HalvesResult(largest, checked);
        }
    }

    private static SplitModel open(HalvesPlan plan, Scratch scratch) {
        if (!plan.source().startsWith(DL4J)) {
            return Cuts.open(Path.of(plan.source()), scratch, OnnxOptions.DEFAULT.withExact(plan.exact()));
        }
        if (plan.exact()) {
            throw InputException.of("exact halves", "of an ONNX file, whose runtime joins operations", plan.source());
        }
        return new Network(plan.source().substring(DL4J.length()), plan.source()).open();
    }

    /** Whole and halves by turns, so that what slows the machine meets both. */
    private static Halves check(SplitModel model, CutPoint cut, Tensor input, Tensor expected, int repeats) {
        double[] whole = new double[repeats];
        double[] head = new double[repeats];
        double[] tail = new double[repeats];
        double difference = 0;
        // The first round loads.
        for (int round = -1; round < repeats; round++) {
            long begun = System.nanoTime();
            model.whole(input);
            long ended = System.nanoTime();
            Tensor boundary = model.head(cut.index(), input);
            long crossed = System.nanoTime();
            Tensor output = model.tail(cut.index(), boundary);
            long answered = System.nanoTime();
            difference = Math.max(difference, output.distance(expected));
            if (round >= 0) {
                whole[round] = (ended - begun) / 1e6;
                head[round] = (crossed - ended) / 1e6;
                tail[round] = (answered - crossed) / 1e6;
            }
        }
        Median median = Median.withDefaults();
        return new Halves(
                cut.index(),
                cut.tensor(),
                difference,
                median.evaluate(whole),
                median.evaluate(head),
                median.evaluate(tail));
    }
}
