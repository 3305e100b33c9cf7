package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.framework.report.ComparisonText;
import org.wattsplit.framework.report.TextTable;
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
        TextTable shapes = new TextTable("natural bottlenecks", "elements / input, from shapes", "ours");
        result.networks().forEach(one -> shapes.row(one.network(), ratios(one.expected()), ratios(one.ours())));
        out().print(shapes.leftAligned());
        out().println();
        TextTable cuts = new TextTable("Mbit/s", "fastest cut", "KiB sent", "latency, ms");
        result.cutsByRate()
                .forEach(one -> cuts.row(
                        String.format(Locale.ROOT, "%.0f", one.mbps()),
                        String.valueOf(one.cut()),
                        String.format(Locale.ROOT, "%.1f", one.bytes() / 1024),
                        String.format(Locale.ROOT, "%.1f", one.latencyMs())));
        out().print(cuts);
        out().println();
        out().println("bottlenecks of VGG16 as the device cuts it: " + result.bottlenecks() + "; static-split is "
                + result.staticSplit());
        out().print(ComparisonText.of(result.comparison()));
        writeJson(result);
        return 0;
    }

    private static String ratios(List<Double> ratios) {
        return ratios.isEmpty()
                ? "none"
                : ratios.stream()
                        .map(ratio -> String.format(Locale.ROOT, "%.3f", ratio))
                        .collect(Collectors.joining(" "));
    }
}
