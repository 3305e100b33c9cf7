package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.wattsplit.study.fit.FitJob;
import org.wattsplit.study.fit.FitPlan;
import org.wattsplit.study.fit.FitResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code testbeds fit}. */
@Command(
        name = "fit",
        description = "Fit the coefficients of testbed model to the published DynaSplit measurements.",
        footer = {
            "",
            "Rows that were probably measured at the wrong CPU clock are dropped. A part of the configurations is held",
            "out, and only used to tell the error. Then the agents run under the rules of benchmark R1 on the",
            "measurements and on the model, to see whether both rank them the same.",
            "",
            "Example:",
            "  wattsplit testbeds fit --data ../SPLINTER --device pi4-coral-gpu --out pi4-coral-gpu.yaml"
        })
final class FitCommand extends JsonCommand {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A clone of the published repository, or a folder of its files.")
    private Path data = Path.of("");

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The network (default vgg16, the only one whose tensor sizes are known).")
    private String network = FitPlan.NETWORK;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "What the file calls the device (default pi4-coral-gpu).")
    private String device = "pi4-coral-gpu";

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            description = "Share of the configurations that is held out (default 0.2).")
    private double heldOut = 0.2;

    @Option(names = "--seed", description = "Seed of the split (default 1).")
    private long seed = 1;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The YAML file to write.")
    private Path out = Path.of("");

    @Option(names = "--overwrite", description = "Replace an existing --out file.")
    private boolean overwrite;

    @Override
    public Integer call() {
        FitResult result = FitJob.run(new FitPlan(data, network, device, heldOut, seed, out, overwrite), context());
        out().print(result.text());
        out().println("wrote " + out);
        writeJson(result);
        return 0;
    }
}
