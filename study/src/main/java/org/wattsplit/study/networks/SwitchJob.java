package org.wattsplit.study.networks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.split.SplitModel.Half;
import org.wattsplit.testbed.tensor.Tensor;

/** Times a change from one member of a family to another, and the load of a network that it saves. */
public final class SwitchJob {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARM_UPS = 20;

    private SwitchJob() {}

    /**
     * Times the smallest and the largest member by turns.
     *
     * @param family name of the family
     * @param repeats how often each is measured, at least 1
     * @throws InputException where there is no such family
     */
    public static SwitchResult run(String family, int repeats, JobContext context) {
        InputException.require(repeats >= 1, "the repeats", "at least 1", repeats);
        NetworkFamily of = NetworkFamilies.of(family);
        List<Map<String, String>> variants = of.variants();
        Map<String, String> largest = variants.get(variants.size() - 1);
        FamilyWeights weights = FamilyWeights.bundled(family);
        // One session at a time, so that each head has to be loaded in the place of the tail that was loaded before it.
        OnnxOptions oneAtATime = OnnxOptions.DEFAULT.withIntraOpThreads(1).withSessions(1);
        OnnxOptions open = oneAtATime.withSessions(4);
        try (Scratch scratch = new Scratch();
                SplitModel small = Cuts.open(file(weights, variants.get(0), scratch), scratch, open);
                SplitModel large = Cuts.open(file(weights, largest, scratch), scratch, open);
                SplitModel reloaded = Cuts.open(file(weights, largest, scratch), scratch, oneAtATime);
                Progress progress = context.display().begin("changing", repeats)) {
            Tensor picture = Pictures.unseen(1).get(0).pixels();
            for (int i = 0; i < WARM_UPS; i++) {
                small.whole(picture);
                large.whole(picture);
                load(reloaded, picture);
            }
            List<Double> same = new ArrayList<>();
            List<Double> other = new ArrayList<>();
            List<Double> load = new ArrayList<>();
            for (int i = 0; i < repeats; i++) {
                small.whole(picture);
                other.add(millis(() -> large.whole(picture)));
                same.add(millis(() -> large.whole(picture)));
                load.add(load(reloaded, picture));
                progress.reached(i + 1L);
            }
            return new SwitchResult(context.producer(), family, repeats, median(same), median(other), median(load));
        }
    }

    /** Loads a half, which is not measured; closes it, loads the whole and reads a picture, which are. */
    private static double load(SplitModel model, Tensor picture) {
        model.load(model.cuts().size() - 2, Half.TAIL);
        return millis(() -> model.whole(picture));
    }

    private static Path file(FamilyWeights weights, Map<String, String> values, Scratch scratch) {
        Path file = scratch.folder().resolve(weights.family().memberName(values) + ".onnx");
        if (!Files.exists(file)) {
            weights.writeMember(values, file);
        }
        return file;
    }

    private static double millis(Runnable run) {
        long begun = System.nanoTime();
        run.run();
        return (System.nanoTime() - begun) / NANOS_PER_MILLI;
    }

    private static double median(List<Double> values) {
        return Median.withDefaults()
                .evaluate(values.stream().mapToDouble(each -> each).toArray());
    }
}
