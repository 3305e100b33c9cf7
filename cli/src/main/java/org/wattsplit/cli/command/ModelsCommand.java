package org.wattsplit.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.cli.output.ShownProgress;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;
import org.wattsplit.testbed.zoo.ZooModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}. */
@Command(
        name = "models",
        description = "Networks that run in two halves: build them, list where they can be cut, check the halves.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  wattsplit models list",
            "  wattsplit models build mobilenetv2 --out mobilenetv2.onnx",
            "  wattsplit models cuts mobilenetv2.onnx",
            "  wattsplit models check mobilenetv2.onnx",
            "  wattsplit models codecs digits"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelsCommand.ListAll.class,
            ModelsCommand.Build.class,
            ModelsCommand.Cuts.class,
            ModelsCommand.CheckHalves.class,
            ModelCodecsCommand.class,
            ModelBackendsCommand.class
        })
final class ModelsCommand {
    private static final double MEGA = 1e6;

    /** {@code models list}. */
    @Command(
            name = "list",
            description = "The architectures that can be built.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  wattsplit models list"})
    static final class ListAll implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private JsonOption json = new JsonOption();

        /** An architecture. */
        record Architecture(String name, long parameters) {}

        @Override
        public Integer call() {
            List<Architecture> all = Zoo.names().stream()
                    .map(name -> new Architecture(name, Zoo.model(name).parameters()))
                    .toList();
            TextTable table = new TextTable("architecture", "parameters");
            all.forEach(one -> table.row(one.name(), String.format(Locale.ROOT, "%,d", one.parameters())));
            spec.commandLine().getOut().print(table);
            json.write(all);
            return 0;
        }
    }

    /** {@code models build}. */
    @Command(
            name = "build",
            description =
                    "Write an architecture as an ONNX file with drawn weights: it takes the time and the bytes of a"
                            + " trained one, and answers nothing.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  wattsplit models build vgg16 --out vgg16.onnx",
                "  wattsplit models build resnet50 --width 0.25 --pixels 64 --out narrow.onnx"
            })
    static final class Build implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "An architecture of 'wattsplit models list'.")
        private String name = "";

        @Option(
                names = "--width",
                defaultValue = "1",
                paramLabel = "FACTOR",
                description = "Factor of the channels, above 0 to 4 (default 1).")
        private double width = 1;

        @Option(
                names = "--pixels",
                defaultValue = "224",
                paramLabel = "N",
                description = "Pixels of an image's side (default 224).")
        private int pixels = Zoo.PIXELS;

        @Option(
                names = "--seed",
                defaultValue = "1",
                paramLabel = "N",
                description = "Seed of the weights (default 1).")
        private long seed = 1;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ONNX file.")
        private Path out = Path.of("");

        @Option(names = "--overwrite", description = "Replace FILE.")
        private boolean overwrite;

        @Override
        public Integer call() {
            AtomicFile.requireAbsent(out, overwrite);
            ZooModel model = Zoo.model(name, width, pixels);
            model.write(out, seed);
            spec.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, "wrote %s: %s, %,d parameters%n", out, model.name(), model.parameters());
            return 0;
        }
    }

    /** {@code models cuts}. */
    @Command(
            name = "cuts",
            description = "Every place where one tensor alone crosses a network, with what lies on each side.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  wattsplit models cuts vgg16.onnx --json cuts.json"})
    static final class Cuts implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "An ONNX model with one input and one output of floats.")
        private Path file = Path.of("");

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            List<CutPoint> cuts;
            Path scratch = scratch();
            try (SplitModel model =
                    OnnxSplitModel.open(file, file.getFileName().toString(), scratch, OnnxOptions.DEFAULT)) {
                cuts = model.cuts();
            } finally {
                delete(scratch);
            }
            TextTable table = new TextTable(
                    "cut", "shape", "KiB", "head MFLOP", "tail MFLOP", "head parameters", "tail parameters", "tensor");
            for (CutPoint cut : cuts) {
                table.row(
                        String.valueOf(cut.index()),
                        cut.shape().toString(),
                        String.format(Locale.ROOT, "%.1f", cut.bytes() / 1024.0),
                        String.format(Locale.ROOT, "%.1f", cut.headFlops() / MEGA),
                        String.format(Locale.ROOT, "%.1f", cut.tailFlops() / MEGA),
                        String.format(Locale.ROOT, "%,d", cut.headParameters()),
                        String.format(Locale.ROOT, "%,d", cut.tailParameters()),
                        cut.tensor());
            }
            spec.commandLine().getOut().print(table);
            json.write(cuts);
            return 0;
        }
    }

    /** {@code models check}. */
    @Command(
            name = "check",
            description = "Run a network whole and in halves at every cut, and compare outputs and times.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Fails with status 1 where halves give another output than the whole by more than the bound.",
                "",
                "Examples:",
                "  wattsplit models check vit-ti16.onnx",
                "  wattsplit models check vgg16.onnx --exact --bound 0 --repeats 1",
                "  OMP_NUM_THREADS=2 wattsplit models check dl4j:vgg16 --bound 0 --repeats 1"
            })
    static final class CheckHalves implements Callable<Integer> {
        private static final long INPUT_SEED = 7;
        private static final String DL4J = "dl4j:";

        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "MODEL",
                description = "An ONNX file with one input and one output of floats, or dl4j:vgg16 or dl4j:resnet50.")
        private String source = "";

        @Option(
                names = "--exact",
                description = "Leave out what the runtime joins across a cut: then halves are exact.")
        private boolean exact;

        @Option(
                names = "--bound",
                defaultValue = "1e-4",
                paramLabel = "X",
                description = "The most that an output may differ, as a share of the largest one (default 1e-4).")
        private double bound = 1e-4;

        @Option(
                names = "--repeats",
                defaultValue = "5",
                paramLabel = "N",
                description = "Runs of each, of which the median time counts (default 5).")
        private int repeats = 5;

        @Mixin
        private JsonOption json = new JsonOption();

        /** One cut's halves. */
        record Checked(int cut, String tensor, double difference, double wholeMs, double headMs, double tailMs) {
            double ratio() {
                return (headMs + tailMs) / wholeMs;
            }
        }

        /** The result as JSON. */
        record Result(double largestOutput, List<Checked> cuts) {}

        @Override
        public Integer call() {
            Require.atLeast("--repeats", 1, repeats);
            Path scratch = scratch();
            try (SplitModel model = open(scratch)) {
                Result result = check(model);
                print(result);
                json.write(result);
                boolean within = result.cuts().stream()
                        .allMatch(one -> one.difference() <= bound * Math.max(1e-30, result.largestOutput()));
                return within ? 0 : 1;
            } finally {
                delete(scratch);
            }
        }

        private SplitModel open(Path scratch) {
            if (!source.startsWith(DL4J)) {
                Path file = Path.of(source);
                return OnnxSplitModel.open(
                        file, String.valueOf(file.getFileName()), scratch, OnnxOptions.DEFAULT.withExact(exact));
            }
            if (exact) {
                throw InputException.of("--exact", "for ONNX files, whose runtime joins operations", source);
            }
            return new Network(source.substring(DL4J.length()), source).open();
        }

        private Result check(SplitModel model) {
            Tensor input = Tensor.drawn(model.inputShape(), new SplittableRandom(INPUT_SEED));
            Tensor expected = model.whole(input);
            double largest = 0;
            for (float value : expected.toArray()) {
                largest = Math.max(largest, Math.abs(value));
            }
            List<Checked> checked = new ArrayList<>();
            try (ShownProgress progress =
                    new ShownProgress("cutting", model.cuts().size())) {
                for (CutPoint cut : model.cuts()) {
                    checked.add(check(model, cut, input, expected));
                    progress.accept(checked.size());
                }
            }
            return new Result(largest, checked);
        }

        /** Whole and halves by turns, so that what slows the machine meets both. */
        private Checked check(SplitModel model, CutPoint cut, Tensor input, Tensor expected) {
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
            return new Checked(
                    cut.index(),
                    cut.tensor(),
                    difference,
                    median.evaluate(whole),
                    median.evaluate(head),
                    median.evaluate(tail));
        }

        private void print(Result result) {
            PrintWriter out = spec.commandLine().getOut();
            TextTable table = new TextTable(
                    "cut", "difference", "whole ms", "head ms", "tail ms", "head + tail / whole", "tensor");
            for (Checked one : result.cuts()) {
                table.row(
                        String.valueOf(one.cut()),
                        String.format(Locale.ROOT, "%.2g", one.difference()),
                        String.format(Locale.ROOT, "%.2f", one.wholeMs()),
                        String.format(Locale.ROOT, "%.2f", one.headMs()),
                        String.format(Locale.ROOT, "%.2f", one.tailMs()),
                        String.format(Locale.ROOT, "%.3f", one.ratio()),
                        one.tensor());
            }
            out.print(table);
            double[] ratios = result.cuts().stream().mapToDouble(Checked::ratio).toArray();
            double most = result.cuts().stream()
                    .mapToDouble(Checked::difference)
                    .max()
                    .orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "largest output %.3g; halves differ by at most %.2g; head + tail / whole: median %.3f, at most %.3f%n",
                    result.largestOutput(),
                    most,
                    Median.withDefaults().evaluate(ratios),
                    Arrays.stream(ratios).max().orElseThrow());
        }
    }

    /** A folder for halves that nobody keeps. */
    static Path scratch() {
        try {
            return Files.createTempDirectory("wattsplit-halves");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for halves: " + e.getMessage(), e);
        }
    }

    /** Removes it. */
    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
