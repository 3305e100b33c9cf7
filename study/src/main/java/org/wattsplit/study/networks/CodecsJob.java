package org.wattsplit.study.networks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.Host;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.networks.CodecsResult.Coded;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.digits.DigitImages;
import org.wattsplit.testbed.digits.DigitNetwork;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;

/** Tells what each codec makes of the tensors that cross a network's cuts: bytes, times, errors. */
public final class CodecsJob {
    /** Parts of the way through a network at which it is cut unless told otherwise. */
    private static final int PARTS = 4;

    private static final int WARM_UPS = 5;

    private CodecsJob() {}

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or a file breaks a rule
     */
    public static CodecsResult run(CodecsPlan plan, JobContext context) {
        try (Scratch scratch = new Scratch();
                SplitModel model = open(plan, scratch)) {
            List<CutPoint> cuts = cuts(plan, model);
            List<Sample> samples = samples(plan, model);
            List<Coded> coded = new ArrayList<>();
            Codecs codecs = Codecs.of(context.registry());
            try (Progress progress = context.display().begin("coding", (long) cuts.size() * samples.size())) {
                AtomicInteger done = new AtomicInteger();
                for (CutPoint cut : cuts) {
                    coded.addAll(run(model, cut, samples, codecs, () -> progress.reached(done.incrementAndGet())));
                }
            }
            return new CodecsResult(Host.producer(), model.name(), samples.size(), coded);
        }
    }

    private static SplitModel open(CodecsPlan plan, Scratch scratch) {
        return plan.answered()
                ? DigitNetwork.trained()
                : Cuts.open(Cuts.file(plan.network(), plan.knobs(), scratch), scratch, OnnxOptions.DEFAULT);
    }

    private static List<CutPoint> cuts(CodecsPlan plan, SplitModel model) {
        int last = model.cuts().size() - 1;
        @Nullable List<Integer> chosen = plan.cuts();
        if (chosen == null) {
            return IntStream.range(0, PARTS)
                    .map(part -> part * last / PARTS)
                    .distinct()
                    .mapToObj(model.cuts()::get)
                    .toList();
        }
        for (int cut : chosen) {
            if (cut < 0 || cut >= last) {
                throw InputException.of("a cut", "between 0 and " + (last - 1), cut);
            }
        }
        return chosen.stream().sorted().distinct().map(model.cuts()::get).toList();
    }

    /** An input, and the right answer where there is one. */
    private record Sample(Tensor input, @Nullable Integer digit) {}

    private static List<Sample> samples(CodecsPlan plan, SplitModel model) {
        RandomGenerator random = new SplittableRandom(plan.seed());
        if (plan.answered()) {
            return DigitImages.of(plan.count(), random).stream()
                    .map(image -> new Sample(image.pixels(), image.digit()))
                    .toList();
        }
        return IntStream.range(0, plan.count())
                .mapToObj(i -> new Sample(Tensor.drawn(model.inputShape(), random), null))
                .toList();
    }

    private static List<Coded> run(
            SplitModel model, CutPoint cut, List<Sample> samples, Codecs codecs, Runnable answered) {
        List<CodecTally> tallies = codecs.names().stream()
                .map(name -> new CodecTally(codecs.get(name), samples.size()))
                .toList();
        double largest = 0;
        for (int i = 0; i < samples.size(); i++) {
            Tensor boundary = model.head(cut.index(), samples.get(i).input());
            if (i == 0) {
                for (int round = 0; round < WARM_UPS; round++) {
                    tallies.forEach(tally -> tally.code(0, boundary));
                }
            }
            Tensor expected = model.tail(cut.index(), boundary);
            for (float element : expected.toArray()) {
                largest = Math.max(largest, Math.abs(element));
            }
            // Codecs by turns, so that what slows the machine meets all. Those that differ in compression only decode
            // to the same tensor, whose tail need not run twice.
            Map<ByteBuffer, Tensor> outputs = new HashMap<>();
            for (CodecTally tally : tallies) {
                Tensor decoded = tally.code(i, boundary);
                Tensor output = outputs.computeIfAbsent(decoded.bytes(), bytes -> model.tail(cut.index(), decoded));
                tally.judge(output, expected, samples.get(i).digit());
            }
            answered.run();
        }
        List<Coded> coded = new ArrayList<>();
        for (CodecTally tally : tallies) {
            coded.add(tally.sum(cut, largest));
        }
        return coded;
    }
}
