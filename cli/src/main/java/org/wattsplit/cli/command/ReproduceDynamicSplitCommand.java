package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.study.reproduce.DynamicSplitReproduction;
import org.wattsplit.study.reproduce.DynamicSplitResult;
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
            "  wattsplit reproduce dynamic-split --seeds 6 --requests 1000 --json dynamic-split.json"
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

    @Override
    public Integer call() {
        DynamicSplitResult result = DynamicSplitReproduction.run(networks, traces, seeds, requests, context());
        out().print(result.text());
        writeJson(result);
        return 0;
    }
}
