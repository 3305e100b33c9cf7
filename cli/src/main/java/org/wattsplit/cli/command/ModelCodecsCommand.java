package org.wattsplit.cli.command;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.cli.output.ShownProgress;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.study.job.Host;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.digits.Accuracy;
import org.wattsplit.testbed.digits.DigitImages;
import org.wattsplit.testbed.digits.DigitNetwork;
import org.wattsplit.testbed.digits.LabelledImage;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models codecs}. */
@Command(
        name = "codecs",
        description = "What each codec makes of the tensors that cross a network's cuts: bytes, times, errors.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Errors are those of the network's output against the same halves without a codec, as a share of the largest",
            "output. Inputs of an ONNX file are drawn, and so are the weights of one that 'wattsplit models build' wrote:",
            "what its tensors compress to says little of a trained network. 'digits' is trained, and gets images that it",
            "was not trained on, so that its accuracy counts.",
            "",
            "Examples:",
            "  wattsplit models codecs digits",
            "  wattsplit models codecs mobilenetv2.onnx --cut 13,40 --json codecs.json"
        })
final class ModelCodecsCommand implements Callable<Integer> {
    private static final String DIGITS = "digits";
    /** The share of right answers among so many images is known to a percent or so. */
    private static final int IMAGES = 500;

    private static final int DRAWN = 7;
    /** Parts of the way through a network at which it is cut unless told otherwise. */
    private static final int PARTS = 4;

    private static final int WARM_UPS = 5;
    /** Of a scale and a zero point. */
    private static final int CHANNEL_BYTES = Float.BYTES + 1;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|digits",
            description = "An ONNX model with one input and one output of floats, or the trained network for digits.")
    private String network = "";

    @Option(
            names = "--cut",
            split = ",",
            paramLabel = "N",
            description =
                    "Only these cuts, below the last (default the first, and a quarter, half and three quarters of the"
                            + " way; see 'models cuts').")
    private @Nullable List<Integer> chosen;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            description = "Inputs, each of which goes through every codec (default 500 images of digits, 7 others).")
    private @Nullable Integer inputs;

    @Option(names = "--seed", defaultValue = "20000", paramLabel = "N", description = "Seed of inputs (default 20000).")
    private long seed = 20_000;

    @Mixin
    private JsonOption json = new JsonOption();

    /** The result as JSON. */
    record Result(Producer producer, String network, int inputs, List<Coded> coded) {}

    /**
     * What a codec made of the tensors of a cut.
     *
     * @param bytes median of what is sent, with scales and zero points, without the message around it
     * @param ratio that over the bytes as 32-bit floats
     * @param encodeMs median
     * @param decodeMs median
     * @param largestError of any element of any output, over the largest output
     * @param meanError of all elements of all outputs, over the largest output
     * @param accuracy part of the images that the network gets right; none where there are no right answers
     */
    record Coded(
            int cut,
            String tensor,
            String codec,
            long bytes,
            double ratio,
            double encodeMs,
            double decodeMs,
            double largestError,
            double meanError,
            @Nullable Double accuracy) {}

    @Override
    public Integer call() {
        int count = inputs != null ? inputs : network.equals(DIGITS) ? IMAGES : DRAWN;
        Require.atLeast("--inputs", 1, count);
        Path scratch = ModelsCommand.scratch();
        try (SplitModel model = open(scratch)) {
            List<CutPoint> cuts = cuts(model);
            List<Sample> samples = samples(model, count);
            List<Coded> coded = new ArrayList<>();
            try (ShownProgress progress = new ShownProgress("coding", (long) cuts.size() * count)) {
                AtomicInteger done = new AtomicInteger();
                for (CutPoint cut : cuts) {
                    coded.addAll(run(model, cut, samples, () -> progress.accept(done.incrementAndGet())));
                }
            }
            Result result = new Result(Host.producer(), model.name(), count, coded);
            print(result);
            json.write(result);
        } finally {
            ModelsCommand.delete(scratch);
        }
        return 0;
    }

    private SplitModel open(Path scratch) {
        if (network.equals(DIGITS)) {
            return DigitNetwork.trained();
        }
        Path file = Path.of(network);
        return OnnxSplitModel.open(file, file.getFileName().toString(), scratch, OnnxOptions.DEFAULT);
    }

    private List<CutPoint> cuts(SplitModel model) {
        int last = model.cuts().size() - 1;
        if (chosen == null) {
            return IntStream.range(0, PARTS)
                    .map(part -> part * last / PARTS)
                    .distinct()
                    .mapToObj(model.cuts()::get)
                    .toList();
        }
        chosen.forEach(cut -> Require.between("--cut", 0, last - 1, cut));
        return chosen.stream().sorted().distinct().map(model.cuts()::get).toList();
    }

    /** An input, and the right answer where there is one. */
    private record Sample(Tensor input, @Nullable Integer digit) {}

    private List<Sample> samples(SplitModel model, int count) {
        RandomGenerator random = new SplittableRandom(seed);
        if (network.equals(DIGITS)) {
            List<LabelledImage> images = DigitImages.of(count, random);
            return images.stream()
                    .map(image -> new Sample(image.pixels(), image.digit()))
                    .toList();
        }
        return IntStream.range(0, count)
                .mapToObj(i -> new Sample(Tensor.drawn(model.inputShape(), random), null))
                .toList();
    }

    private static List<Coded> run(SplitModel model, CutPoint cut, List<Sample> samples, Runnable answered) {
        List<Tally> tallies = Codecs.names().stream()
                .map(name -> new Tally(Codecs.of(name), samples.size()))
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
            for (Tally tally : tallies) {
                Tensor decoded = tally.code(i, boundary);
                Tensor output = outputs.computeIfAbsent(decoded.bytes(), bytes -> model.tail(cut.index(), decoded));
                tally.judge(output, expected, samples.get(i).digit());
            }
            answered.run();
        }
        List<Coded> coded = new ArrayList<>();
        for (Tally tally : tallies) {
            coded.add(tally.sum(cut, largest));
        }
        return coded;
    }

    /** What one codec did to one cut's tensors. */
    private static final class Tally {
        private final Codec codec;
        private final double[] bytes;
        private final double[] encodeMillis;
        private final double[] decodeMillis;
        private double largestError;
        private double sumOfErrors;
        private long elements;
        private int right;
        private int answers;

        Tally(Codec codec, int inputs) {
            this.codec = codec;
            bytes = new double[inputs];
            encodeMillis = new double[inputs];
            decodeMillis = new double[inputs];
        }

        /** Encodes and decodes the tensor of one input. */
        Tensor code(int input, Tensor boundary) {
            long begun = System.nanoTime();
            Codec.Encoded encoded = codec.encode(boundary);
            long between = System.nanoTime();
            Tensor decoded = codec.decode(encoded, boundary.shape());
            long ended = System.nanoTime();
            bytes[input] = encoded.bytes().remaining()
                    + (double) CHANNEL_BYTES * encoded.scales().size();
            encodeMillis[input] = (between - begun) / 1e6;
            decodeMillis[input] = (ended - between) / 1e6;
            return decoded;
        }

        void judge(Tensor output, Tensor expected, @Nullable Integer digit) {
            FloatBuffer given = output.floats();
            FloatBuffer wanted = expected.floats();
            while (given.hasRemaining()) {
                double error = Math.abs((double) given.get() - wanted.get());
                largestError = Math.max(largestError, error);
                sumOfErrors += error;
                elements++;
            }
            if (digit != null) {
                answers++;
                right += Accuracy.digit(output) == digit ? 1 : 0;
            }
        }

        Coded sum(CutPoint cut, double largestOutput) {
            Median median = Median.withDefaults();
            // Outputs that are all zeros have no errors but absolute ones.
            double unit = largestOutput == 0 ? 1 : largestOutput;
            double sent = median.evaluate(bytes);
            return new Coded(
                    cut.index(),
                    cut.tensor(),
                    codec.name(),
                    Math.round(sent),
                    sent / cut.bytes(),
                    median.evaluate(encodeMillis),
                    median.evaluate(decodeMillis),
                    largestError / unit,
                    sumOfErrors / elements / unit,
                    answers == 0 ? null : (double) right / answers);
        }
    }

    private void print(Result result) {
        TextTable table = new TextTable(
                "cut",
                "codec",
                "bytes",
                "of float32",
                "encode ms",
                "decode ms",
                "largest error",
                "mean error",
                "accuracy",
                "tensor");
        for (Coded one : result.coded()) {
            table.row(
                    String.valueOf(one.cut()),
                    one.codec(),
                    String.format(Locale.ROOT, "%,d", one.bytes()),
                    String.format(Locale.ROOT, "%.3f", one.ratio()),
                    String.format(Locale.ROOT, "%.3f", one.encodeMs()),
                    String.format(Locale.ROOT, "%.3f", one.decodeMs()),
                    String.format(Locale.ROOT, "%.2g", one.largestError()),
                    String.format(Locale.ROOT, "%.2g", one.meanError()),
                    one.accuracy() == null ? "-" : String.format(Locale.ROOT, "%.3f", one.accuracy()),
                    one.tensor());
        }
        spec.commandLine().getOut().print(table);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s, %d %s, on %s%n",
                        result.network(),
                        result.inputs(),
                        network.equals(DIGITS) ? "images that it was not trained on" : "drawn inputs",
                        result.producer().cpu());
    }
}
