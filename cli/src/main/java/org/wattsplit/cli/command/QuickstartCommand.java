package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quickstart}: the whole job by the commands that do its parts, each printed before it runs. */
@Command(
        name = "quickstart",
        description = "The whole job in one command: search, run agents, compare them.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  wattsplit quickstart", "  wattsplit quickstart --data data/vgg16 --out runs/vgg16"
        })
final class QuickstartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            defaultValue = "synthetic",
            paramLabel = "NAME|DIR",
            description = "A dataset with measurements (default: the bundled, made-up synthetic).")
    private String data = "synthetic";

    @Option(names = "--model", paramLabel = "NAME", description = "The network, where the data has several.")
    private @Nullable String model;

    @Option(
            names = "--out",
            defaultValue = "runs/quickstart",
            paramLabel = "DIR",
            description = "Folder for all results (default runs/quickstart).")
    private Path out = Path.of("runs/quickstart");

    @Option(names = "--overwrite", description = "Replace the results of an earlier quickstart.")
    private boolean overwrite;

    @Override
    public Integer call() {
        String pareto = out.resolve("pareto.json").toString();
        String runs = out.resolve("runs").toString();
        String comparison = out.resolve("comparison.json").toString();
        int status = step(withData("search", "--strategy", "surrogate", "--budget", "20%", "--out", pareto));
        if (status == 0) {
            status = step(withData("evaluate", "--pareto", pareto, "--out", runs));
        }
        return status == 0 ? step(List.of("compare", runs, "--json", comparison)) : status;
    }

    private List<String> withData(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, "--data", data));
        if (model != null) {
            words.addAll(List.of("--model", model));
        }
        words.addAll(List.of(options));
        if (overwrite) {
            words.add("--overwrite");
        }
        return words;
    }

    private int step(List<String> words) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("> wattsplit " + String.join(" ", words));
        int status = spec.root().commandLine().execute(words.toArray(String[]::new));
        out.println();
        return status;
    }
}
