package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.wattsplit.study.reproduce.SacDPlan;
import org.wattsplit.study.reproduce.SacDReproduction;
import org.wattsplit.study.reproduce.SacDResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reproduce sac-d}. */
@Command(
        name = "sac-d",
        description = "SAC-d (arXiv 2201.02968): exit, cut and bits of each request under block fading, chosen by soft"
                + " actor-critic, against the best triple that never changes.",
        footer = {
            "",
            "The paper's network, channel and tables are others: what can be set beside it is that the choice by state gains,",
            "and that good channels get deeper exits and more bits. See docs/systems/sac-d.md.",
            "",
            "It trains up to five learners in two scenarios, for half an hour; run it again, and it goes on where it was cut off.",
            "",
            "Examples:",
            "  wattsplit reproduce sac-d",
            "  wattsplit reproduce sac-d --seeds 2 --steps 5000 --requests 1000 --out runs/small"
        })
final class ReproduceSacDCommand extends JsonCommand {
    private static final OptionWords WORDS = new OptionWords()
            .with("the steps", "--steps")
            .with("the seeds", "--seeds")
            .with("the requests", "--requests");

    @Option(names = "--seeds", paramLabel = "N", description = "Trainings and tests (default ${DEFAULT-VALUE}).")
    private int seeds = SacDPlan.USUAL.seeds();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Steps of a training, 1 to a million; in a folder with trainings those that they were begun with"
                            + " (default ${DEFAULT-VALUE}).")
    private int steps = SacDPlan.USUAL.steps();

    @Option(names = "--requests", paramLabel = "N", description = "Requests of a test (default ${DEFAULT-VALUE}).")
    private int requests = SacDPlan.USUAL.requests();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of policies and runs (default ${DEFAULT-VALUE}).")
    private Path folder = SacDPlan.USUAL.out();

    @Override
    public Integer call() {
        SacDResult result =
                WORDS.named(() -> SacDReproduction.run(new SacDPlan(seeds, steps, requests, folder), context()));
        out().print(result.text());
        writeJson(result);
        return 0;
    }
}
