package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.wattsplit.datasets.dynasplit.DynaSplitModel;
import org.wattsplit.study.job.Progress;
import org.wattsplit.study.reproduce.DynaSplitReproduction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reproduce}. */
@Command(
        name = "reproduce",
        description = "Recompute published results and set them beside the published figures.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ReproduceCommand.DynaSplit.class,
            ReproduceDynamicSplitCommand.class,
            ReproduceSacDCommand.class,
            ReproduceSlimmableCommand.class
        })
final class ReproduceCommand {
    private ReproduceCommand() {}

    /** {@code reproduce dynasplit}. */
    @Command(
            name = "dynasplit",
            description =
                    "DynaSplit (arXiv 2410.23881): its 50-request testbed table, and benchmark R1 on its measurements.",
            footer = {
                "",
                "R1 replays the 10,000 published requests on the mean measured outcomes, with changes of the hardware",
                "setting free, as published, and charged with their published median time of 137 ms.",
                "",
                "Examples:",
                "  wattsplit reproduce dynasplit --data ../SPLINTER --json out.json",
                "  wattsplit reproduce dynasplit --data SPLINTER --network vit"
            })
    static final class DynaSplit extends JsonCommand {
        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "A clone of hpc-tuwien/SPLINTER, or a folder of its files.")
        private Path data = Path.of("");

        @Option(
                names = "--network",
                paramLabel = "NAME",
                description = "vgg16 (default) or vit, the networks with published measurements.")
        private String network = "vgg16";

        @Override
        public Integer call() {
            DynaSplitReproduction reproduction;
            try (Progress progress = context().display().begin("running", DynaSplitReproduction.RUNS)) {
                reproduction = DynaSplitReproduction.of(data, DynaSplitModel.of(network), progress::reached);
            }
            reproduction.print(out());
            writeJson(reproduction.result());
            return 0;
        }
    }
}
