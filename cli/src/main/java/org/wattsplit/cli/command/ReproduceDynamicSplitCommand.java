package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.study.reproduce.DynamicSplitReproduction;
import org.wattsplit.study.reproduce.DynamicSplitResult;
import org.wattsplit.study.reproduce.MeasuredCuts;
import org.wattsplit.study.reproduce.MeasuredCutsPlan;
import org.wattsplit.study.reproduce.MeasuredCutsResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reproduce dynamic-split}. */
@Command(
        name = "dynamic-split",
        description =
                "Dynamic Split Computing (arXiv 2205.11269): natural bottlenecks, the fastest cut by rate, and the"
                        + " choice by rate against the best cut that never changes.",
        footer = {
            "",
            "The published figures are of other networks' times and of another link: what can be set beside them are the",
            "bottlenecks of the networks, and that the choice by rate gains. See docs/systems/dynamic-split.md.",
            "",
            "Examples:",
            "  wattsplit reproduce dynamic-split",
            "  wattsplit reproduce dynamic-split --seeds 6 --requests 1000 --json dynamic-split.json",
            "  wattsplit reproduce dynamic-split --measure --cpu 0.5"
        })
final class ReproduceDynamicSplitCommand extends JsonCommand {
    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Networks whose bottlenecks are computed, separated by commas (default: all five, of 550 MB at most).")
    private List<String> networks = DynamicSplitReproduction.NETWORKS;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of the link traces (default ${DEFAULT-VALUE}).")
    private Path traces = TraceFolder.DEFAULT;

    @Option(names = "--seeds", paramLabel = "N", description = "Seeds of the comparison (default ${DEFAULT-VALUE}).")
    private int seeds = 18;

    @Option(names = "--requests", paramLabel = "N", description = "Requests of a run (default ${DEFAULT-VALUE}).")
    private int requests = 10_000;

    @Option(
            names = "--measure",
            description =
                    "Instead of all that, measure on this machine, through a link of given rates, whether the cut that is"
                            + " predicted to be the fastest is.")
    private boolean measure;

    @Option(
            names = "--cpu",
            paramLabel = "SHARE",
            description = "With --measure: share of all processors for the edge's half (default ${DEFAULT-VALUE}).")
    private double share = MeasuredCutsPlan.USUAL.share();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "With --measure: times of which each median is taken (default ${DEFAULT-VALUE}).")
    private int rounds = MeasuredCutsPlan.USUAL.rounds();

    @Override
    public Integer call() {
        if (measure) {
            MeasuredCutsPlan usual = MeasuredCutsPlan.USUAL;
            MeasuredCutsResult measured =
                    MeasuredCuts.run(new MeasuredCutsPlan(usual.network(), usual.pixels(), share, rounds), context());
            out().print(measured.text());
            writeJson(measured);
            return 0;
        }
        DynamicSplitResult result = DynamicSplitReproduction.run(networks, traces, seeds, requests, context());
        out().print(result.text());
        writeJson(result);
        return 0;
    }
}
