package org.wattsplit.study.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.testbed.dl4j.Dl4jBackend;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** Runs an architecture in ONNX Runtime and in Deeplearning4j by turns, and compares their times. */
public final class BackendsJob {
    private static final long INPUT_SEED = 7;

    private BackendsJob() {}

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where a backend does not have the architecture
     */
    public static BackendsResult run(BackendsPlan plan, JobContext context) {
        int repeats = plan.repeats();
        Network dl4j = Dl4jBackend.network(plan.name(), plan.pixels());
        Network onnx = Network.ofFile(plan.name(), NetworkFiles.built(plan.name(), 1, plan.pixels(), 1));
        try (SplitModel slow = dl4j.open();
                SplitModel fast = onnx.open();
                Progress progress = context.display().begin("running", repeats + 1L)) {
            List<SplitModel> models = List.of(fast, slow);
            List<double[]> millis = new ArrayList<>();
            List<Tensor> inputs = new ArrayList<>();
            for (SplitModel model : models) {
                inputs.add(Tensor.drawn(model.inputShape(), new SplittableRandom(INPUT_SEED)));
                millis.add(new double[repeats]);
            }
            // The first round loads and warms up.
            for (int round = -1; round < repeats; round++) {
                for (int i = 0; i < models.size(); i++) {
                    long begun = System.nanoTime();
                    models.get(i).whole(inputs.get(i));
                    if (round >= 0) {
                        millis.get(i)[round] = (System.nanoTime() - begun) / 1e6;
                    }
                }
                progress.reached(round + 2L);
            }
            double onnxMs = Median.withDefaults().evaluate(millis.get(0));
            double dl4jMs = Median.withDefaults().evaluate(millis.get(1));
            return new BackendsResult(plan.name(), repeats, onnxMs, dl4jMs, dl4jMs / onnxMs);
        }
    }
}
