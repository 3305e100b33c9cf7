package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.study.networks.NetworkTexts;
import org.wattsplit.study.networks.NetworkTrainJob;
import org.wattsplit.study.networks.NetworkTrainPlan;
import org.wattsplit.study.networks.NetworkTrainResult;
import org.wattsplit.testbed.training.FamilyTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code networks train}. */
@Command(
        name = "train",
        description =
                "Train a family of networks on pictures that are drawn for it, and measure its members' accuracy.",
        footer = {
            "",
            "Members share their weights: 'exits' learns all its exits at a time, 'slimmable' its widths and channels by the",
            "sandwich rule. With --codecs they learn what arrives of tensors that are sent with few bits. Accuracies are measured on pictures that no training sees.",
            "Two trainings with one thread on one machine give the same file; OMP_NUM_THREADS sets the threads, and the",
            "launcher sets it to 1.",
            "",
            "Examples:",
            "  wattsplit networks train exits --out exits.weights",
            "  wattsplit networks train exits --codecs float32,int8,int4,int2 --out exits-qat.weights",
            "  wattsplit networks train slimmable --separate --json slimmable.json --out slimmable.weights"
        })
final class NetworkTrainCommand extends JsonCommand {
    @Parameters(paramLabel = "FAMILY", description = "exits or slimmable.")
    private String family = "";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is drawn (default 1).")
    private long seed = FamilyTraining.BUNDLED.seed();

    @Option(names = "--steps", paramLabel = "N", description = "Updates of the weights (default ${DEFAULT-VALUE}).")
    private int steps = FamilyTraining.BUNDLED.steps();

    @Option(
            names = "--codecs",
            split = ",",
            paramLabel = "A,B",
            description =
                    "Fake quantisation: in each step one of these codecs, drawn anew, sends what crosses one of the"
                            + " cuts (default ${DEFAULT-VALUE}, as if nothing were sent).")
    private List<String> codecs = FamilyTraining.BUNDLED.codecs();

    @Option(
            names = "--pictures",
            paramLabel = "N",
            description = "Unseen pictures that accuracies are measured on (default ${DEFAULT-VALUE}).")
    private int pictures = NetworkTrainPlan.PICTURES;

    @Option(
            names = "--separate",
            description = "Also train each member for itself, with as many steps, and print its accuracy: takes long.")
    private boolean separate;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file of the weights.")
    private Path out = Path.of("");

    @Option(names = "--overwrite", description = "Replace FILE.")
    private boolean overwrite;

    @Override
    public Integer call() {
        NetworkTrainResult result = NetworkTrainJob.run(
                new NetworkTrainPlan(family, seed, steps, codecs, pictures, separate, out, overwrite), context());
        out().print(NetworkTexts.trained(result));
        out().printf("wrote %s%n", out);
        writeJson(result);
        return 0;
    }
}
