package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.framework.report.Words;
import org.wattsplit.study.workloads.ArrivalChoice;
import org.wattsplit.study.workloads.DeadlineChoice;
import org.wattsplit.study.workloads.WorkloadJob;
import org.wattsplit.study.workloads.WorkloadPlan;
import org.wattsplit.study.workloads.WorkloadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code workloads}. */
@Command(
        name = "workloads",
        description = "Workloads: generate requests with deadlines and arrival times.",
        mixinStandardHelpOptions = true,
        subcommands = WorkloadsCommand.Generate.class)
final class WorkloadsCommand {
    private WorkloadsCommand() {}

    /** {@code workloads generate}. */
    @Command(
            name = "generate",
            description = "Generate a workload.",
            footer = {
                "",
                "Deadlines:",
                "  weibull              as DynaSplit published them: a sample of shape 1, rescaled to --min and --max,",
                "                       so that its mean depends on the number of requests",
                "  shifted-exponential  --min and an exponential tail of mean --mean, cut at --max",
                "  uniform              between --min and --max",
                "  trace                those of --trace, a workload file, in their order",
                "  classes              of several kinds, each for its share of the requests: --part SHARE:KIND:MIN:MAX",
                "  phases               of several kinds in turn, each for so many requests on average:",
                "                       --part REQUESTS:KIND:MIN:MAX; shifted-exponential is KIND:MIN:MEAN:MAX",
                "Arrivals:",
                "  closed               a request arrives when the one before it is answered",
                "  poisson, uniform     --rate a second",
                "  gamma                --rate a second, gaps with the coefficient of variation --variation",
                "  on-off               --rate a second for --on seconds on average, then none for --off seconds",
                "  trace                those of --trace",
                "",
                "Put the file into a dataset's folder as workload-NAME.csv.",
                "",
                "Examples:",
                "  wattsplit workloads generate --deadlines weibull --min 90.6 --max 5026.8 --requests 10000 \\",
                "      --out my-device/workload-published.csv",
                "  wattsplit workloads generate --deadlines shifted-exponential --min 80 --mean 600 --max 5000 \\",
                "      --arrivals gamma --rate 2 --variation 3 --requests 500 --out my-device/workload-bursts.csv",
                "  wattsplit workloads generate --deadlines phases --part 200:uniform:80:160 --part 50:uniform:400:900 \\",
                "      --out my-device/workload-phases.csv"
            })
    static final class Generate extends JsonCommand {
        private static final OptionWords WORDS = new OptionWords()
                .with("the kind of deadlines", "--deadlines")
                .with("the least deadline", "--min")
                .with("the mean deadline", "--mean")
                .with("the largest deadline", "--max")
                .with("(?:a part|the parts|the weight of a part) of the deadlines", "--part")
                .with("the (?:classes|phases) of deadlines", "--part")
                .with("the scale of the deadlines", "--deadline-scale")
                .with("the kind of arrivals", "--arrivals")
                .with("the arrival rate", "--rate")
                .with("the variation", "--variation")
                .with("the mean time on", "--on")
                .with("the mean time off", "--off")
                .with("the trace", "--trace")
                .with("the requests", "--requests");

        @Option(
                names = "--deadlines",
                paramLabel = "KIND",
                description = "weibull (default), shifted-exponential, uniform, trace, classes or phases.")
        private String deadlines = "weibull";

        @Option(names = "--min", paramLabel = "MS", description = "Least deadline in ms.")
        private @Nullable Double min;

        @Option(names = "--mean", paramLabel = "MS", description = "Mean deadline in ms, of shifted-exponential.")
        private @Nullable Double mean;

        @Option(names = "--max", paramLabel = "MS", description = "Largest deadline in ms.")
        private @Nullable Double max;

        @Option(names = "--part", paramLabel = "PART", description = "A class or a phase of deadlines, once for each.")
        private List<String> parts = List.of();

        @Option(
                names = "--deadline-scale",
                paramLabel = "N",
                description = "What deadlines are multiplied by (default 1).")
        private double deadlineScale = 1;

        @Option(
                names = "--arrivals",
                paramLabel = "KIND",
                description = "closed (default), poisson, gamma, uniform, on-off or trace.")
        private String arrivals = "closed";

        @Option(names = "--rate", paramLabel = "N", description = "Requests a second.")
        private @Nullable Double rate;

        @Option(names = "--variation", paramLabel = "N", description = "Coefficient of variation of gamma's gaps.")
        private @Nullable Double variation;

        @Option(names = "--on", paramLabel = "S", description = "Mean seconds on, of on-off.")
        private @Nullable Double on;

        @Option(names = "--off", paramLabel = "S", description = "Mean seconds off, of on-off.")
        private @Nullable Double off;

        @Option(names = "--trace", paramLabel = "FILE", description = "A workload file to take a trace from.")
        private @Nullable Path trace;

        @Option(
                names = "--requests",
                paramLabel = "N",
                description = "Number of requests (default 1000, at most 10 million).")
        private int requests = 1_000;

        @Option(names = "--seed", description = "Seed (default 1).")
        private long seed = 1;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The workload file to write.")
        private Path out = Path.of("");

        @Option(names = "--overwrite", description = "Replace an existing --out file.")
        private boolean overwrite;

        @Override
        public Integer call() {
            WorkloadResult result = WORDS.named(() -> WorkloadJob.run(
                    new WorkloadPlan(
                            new DeadlineChoice(deadlines, min, mean, max, deadlineScale, parts),
                            new ArrivalChoice(arrivals, rate, variation, on, off),
                            trace,
                            requests,
                            seed,
                            out,
                            overwrite),
                    context()));
            UnitScale times =
                    Units.MILLIS.roughly(result.leastDeadlineMs(), result.largestDeadlineMs(), result.meanDeadlineMs());
            out().printf(
                            Locale.ROOT,
                            "%s, deadlines %s of %s to %s, %s on average; arrivals %s%s%nwrote %s%n",
                            Words.counted(requests, "request"),
                            deadlines,
                            times.cell(result.leastDeadlineMs()),
                            times.text(result.largestDeadlineMs()),
                            times.cell(result.meanDeadlineMs()),
                            arrivals,
                            arrivals.equals("closed")
                                    ? ""
                                    : String.format(Locale.ROOT, " over %.1f s", result.lastArrivalMs() / 1000),
                            out);
            writeJson(result);
            return 0;
        }
    }
}
