package org.wattsplit.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.cli.output.ShownProgress;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.testbed.dl4j.Dl4jBackend;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Tensor;
import org.wattsplit.testbed.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models backends}. */
@Command(
        name = "backends",
        description = "Run an architecture in ONNX Runtime and in Deeplearning4j by turns, and compare their times.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each backend draws weights of its own: times can be compared, outputs cannot.",
            "OMP_NUM_THREADS sets Deeplearning4j's threads; the launcher sets it to 1, which suits small networks.",
            "",
            "Examples:",
            "  OMP_NUM_THREADS=2 wattsplit models backends vgg16",
            "  wattsplit models backends resnet50 --repeats 11 --json backends.json"
        })
final class ModelBackendsCommand implements Callable<Integer> {
    private static final long INPUT_SEED = 7;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "vgg16 or resnet50.")
    private String name = "";

    @Option(names = "--pixels", paramLabel = "N", description = "Pixels of an image's side (default 224).")
    private int pixels = Zoo.PIXELS;

    @Option(names = "--repeats", defaultValue = "7", paramLabel = "N", description = "Runs of each (default 7).")
    private int repeats = 7;

    @Mixin
    private JsonOption json = new JsonOption();

    /** The result as JSON: medians in milliseconds, and how many times as long Deeplearning4j took. */
    record Result(String name, int repeats, double onnxMs, double dl4jMs, double ratio) {}

    @Override
    public Integer call() {
        Require.atLeast("--repeats", 1, repeats);
        Network dl4j = Dl4jBackend.network(name, pixels);
        Network onnx = Network.ofFile(name, NetworkFiles.built(name, 1, pixels, 1));
        try (SplitModel slow = dl4j.open();
                SplitModel fast = onnx.open();
                ShownProgress progress = new ShownProgress("running", repeats + 1)) {
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
                progress.accept(round + 2);
            }
            double onnxMs = Median.withDefaults().evaluate(millis.get(0));
            double dl4jMs = Median.withDefaults().evaluate(millis.get(1));
            Result result = new Result(name, repeats, onnxMs, dl4jMs, dl4jMs / onnxMs);
            TextTable table = new TextTable("backend", "median ms", "times as long");
            table.row("onnx", String.format(Locale.ROOT, "%.1f", onnxMs), "1.00");
            table.row(
                    "dl4j",
                    String.format(Locale.ROOT, "%.1f", dl4jMs),
                    String.format(Locale.ROOT, "%.2f", result.ratio()));
            spec.commandLine().getOut().print(table);
            json.write(result);
        }
        return 0;
    }
}
