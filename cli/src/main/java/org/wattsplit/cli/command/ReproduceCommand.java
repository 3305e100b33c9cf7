package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wattsplit.cli.output.ShownProgress;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.study.reproduce.DynaSplitReproduction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reproduce}. */
@Command(
        name = "reproduce",
        description = "Recompute published results and set them beside the published figures.",
        mixinStandardHelpOptions = true,
        subcommands = ReproduceCommand.DynaSplit.class)
final class ReproduceCommand {
    private ReproduceCommand() {}

    /** {@code reproduce dynasplit}. */
    @Command(
            name = "dynasplit",
            description =
                    "DynaSplit (arXiv 2410.23881): its 50-request testbed table, and benchmark R1 on its measurements.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "R1 replays the 10,000 published requests on the mean measured outcomes, with changes of the hardware",
                "setting free, as published, and charged with their published median time of 137 ms.",
                "",
                "Examples:",
                "  wattsplit reproduce dynasplit --data ../SPLINTER --json out.json",
                "  wattsplit reproduce dynasplit --data SPLINTER --model vit"
            })
    static final class DynaSplit implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "A clone of hpc-tuwien/SPLINTER, or a folder of its files.")
        private Path data = Path.of("");

        @Option(
                names = "--model",
                defaultValue = "vgg16",
                paramLabel = "NAME",
                description = "vgg16 (default) or vit, the networks with published measurements.")
        private String model = "vgg16";

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            DynaSplitReproduction reproduction;
            try (ShownProgress progress = new ShownProgress("running", DynaSplitReproduction.RUNS)) {
                reproduction = DynaSplitReproduction.of(data, DynaSplitModel.of(model), progress);
            }
            reproduction.print(spec.commandLine().getOut());
            json.write(reproduction.result());
            return 0;
        }
    }
}
