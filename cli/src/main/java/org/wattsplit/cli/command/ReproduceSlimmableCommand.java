package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.study.reproduce.SlimmablePlan;
import org.wattsplit.study.reproduce.SlimmableReproduction;
import org.wattsplit.study.reproduce.SlimmableResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reproduce slimmable}. */
@Command(
        name = "slimmable",
        description =
                "Slimmable encoders (arXiv 2306.12691): a width for each request at no cost, against the best that never"
                        + " changes and against ladders of networks that must be loaded.",
        footer = {
            "",
            "On our own slimmable network and, with --data, on the authors' measurements of a Raspberry Pi 4. See",
            "docs/systems/slimmable.md.",
            "",
            "Examples:",
            "  wattsplit reproduce slimmable",
            "  wattsplit reproduce slimmable --data adaptive-cod-on-device/results"
        })
final class ReproduceSlimmableCommand extends JsonCommand {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The authors' results, a folder with rpi4_cpus4.csv (default: our own network only).")
    private @Nullable Path data;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of the link traces (default ${DEFAULT-VALUE}).")
    private Path traces = TraceFolder.DEFAULT;

    @Option(names = "--seeds", paramLabel = "N", description = "Worlds of the tests (default ${DEFAULT-VALUE}).")
    private int seeds = 18;

    @Option(names = "--requests", paramLabel = "N", description = "Requests of each (default ${DEFAULT-VALUE}).")
    private int requests = 5_000;

    @Override
    public Integer call() {
        SlimmableResult result = SlimmableReproduction.run(new SlimmablePlan(data, traces, seeds, requests), context());
        out().print(result.text());
        writeJson(result);
        return 0;
    }
}
