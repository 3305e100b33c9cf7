package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.suggest.SuggestJob;
import org.wattsplit.study.suggest.SuggestPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code suggest}. */
@Command(
        name = "suggest",
        description = "Suggest which configurations to measure next, for measurements of your own.",
        footer = {
            "",
            "Measure what it prints, append the rows to the measurement table, and ask again: the table is all that a",
            "search remembers. In the end, 'wattsplit search --strategy exhaustive' makes the Pareto set of the table.",
            "",
            "Examples:",
            "  wattsplit suggest --space my-device/space.yaml --batch 4",
            "  wattsplit suggest --space my-device/space.yaml --measurements my-device/measurements.csv --out next.csv"
        })
final class SuggestCommand extends JsonCommand {
    @Option(names = "--space", required = true, paramLabel = "FILE", description = "The configuration space.")
    private Path space = Path.of("");

    @Option(names = "--measurements", paramLabel = "FILE", description = "What was measured so far (default: nothing).")
    private @Nullable Path measurements;

    @Option(names = "--strategy", paramLabel = "NAME", description = "surrogate (default), nsga2, nsga3 or random.")
    private String strategy = "surrogate";

    @Option(names = "--batch", paramLabel = "N", description = "Configurations to suggest, at most (default 1).")
    private int batch = 1;

    @Option(names = "--seed", description = "Root seed (default 1).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the suggestions as CSV instead of printing them.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace an existing --out file.")
    private boolean overwrite;

    @Override
    public Integer call() {
        SuggestJob.Suggested suggested =
                SuggestJob.run(new SuggestPlan(space, measurements, strategy, batch, seed, out, overwrite), context());
        if (out == null) {
            out().print(suggested.table());
        } else {
            out().println("wrote " + out);
        }
        if (suggested.result().suggestions().isEmpty()) {
            err().println("every configuration of " + space + " has been measured");
        }
        writeJson(suggested.result());
        return 0;
    }
}
