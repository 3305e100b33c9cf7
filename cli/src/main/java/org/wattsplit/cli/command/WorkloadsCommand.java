package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.WorkloadFile;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Request;
import org.wattsplit.study.job.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Deadlines:",
                "  weibull              as DynaSplit published them: a sample of shape 1, rescaled to --min and --max,",
                "                       so that its mean depends on the number of requests",
                "  shifted-exponential  --min and an exponential tail of mean --mean, cut at --max",
                "  uniform              between --min and --max",
                "  trace                those of --trace, a workload file, in their order",
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
                "      --arrivals gamma --rate 2 --variation 3 --requests 500 --out my-device/workload-bursts.csv"
            })
    static final class Generate implements Callable<Integer> {
        /** Kinds of deadlines. */
        enum DeadlineKind {
            WEIBULL,
            SHIFTED_EXPONENTIAL,
            UNIFORM,
            TRACE
        }

        /** Kinds of arrivals. */
        enum ArrivalKind {
            CLOSED,
            POISSON,
            GAMMA,
            UNIFORM,
            ON_OFF,
            TRACE
        }

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--deadlines",
                defaultValue = "weibull",
                paramLabel = "KIND",
                description = "weibull (default), shifted-exponential, uniform or trace.")
        private String deadlines = "weibull";

        @Option(names = "--min", paramLabel = "MS", description = "Least deadline in ms.")
        private @Nullable Double min;

        @Option(names = "--mean", paramLabel = "MS", description = "Mean deadline in ms, of shifted-exponential.")
        private @Nullable Double mean;

        @Option(names = "--max", paramLabel = "MS", description = "Largest deadline in ms.")
        private @Nullable Double max;

        @Option(
                names = "--arrivals",
                defaultValue = "closed",
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
                defaultValue = "1000",
                paramLabel = "N",
                description = "Number of requests (default 1000, at most 10 million).")
        private int requests = 1_000;

        @Option(names = "--seed", defaultValue = "1", description = "Seed (default 1).")
        private long seed = 1;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The workload file to write.")
        private Path out = Path.of("");

        @Option(names = "--overwrite", description = "Replace an existing --out file.")
        private boolean overwrite;

        @Mixin
        private JsonOption json = new JsonOption();

        /** The result as JSON. */
        record Result(
                String deadlines,
                String arrivals,
                int requests,
                long seed,
                double leastDeadlineMs,
                double meanDeadlineMs,
                double largestDeadlineMs,
                double lastArrivalMs) {}

        @Override
        public Integer call() {
            AtomicFile.requireAbsent(out, overwrite);
            if (requests < 1 || requests > 10_000_000) {
                throw InputException.of("--requests", "between 1 and 10000000", requests);
            }
            DeadlineKind deadlineKind = kind("--deadlines", deadlines, DeadlineKind.class);
            ArrivalKind arrivalKind = kind("--arrivals", arrivals, ArrivalKind.class);
            Workload workload;
            try {
                workload = WorkloadGenerator.generate(
                        "generated", "any", requests, deadlines(deadlineKind), arrivals(arrivalKind), seed);
            } catch (IllegalArgumentException e) {
                throw new InputException(String.valueOf(e.getMessage()), e);
            }
            WorkloadFile.write(out, workload, Host.producer());
            List<Request> all = workload.requests();
            Result result = new Result(
                    deadlines,
                    arrivals,
                    requests,
                    seed,
                    all.stream().mapToDouble(Request::deadlineMillis).min().orElseThrow(),
                    all.stream().mapToDouble(Request::deadlineMillis).average().orElseThrow(),
                    all.stream().mapToDouble(Request::deadlineMillis).max().orElseThrow(),
                    all.get(all.size() - 1).arrivalMillis());
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%d requests, deadlines %s of %.1f to %.1f ms, %.1f on average; arrivals %s%s%nwrote %s%n",
                            requests,
                            deadlines,
                            result.leastDeadlineMs(),
                            result.largestDeadlineMs(),
                            result.meanDeadlineMs(),
                            arrivals,
                            workload.closedLoop()
                                    ? ""
                                    : String.format(Locale.ROOT, " over %.1f s", result.lastArrivalMs() / 1000),
                            out);
            json.write(result);
            return 0;
        }

        private Deadlines deadlines(DeadlineKind kind) {
            return switch (kind) {
                case WEIBULL -> new Deadlines.PublishedWeibull(need("--min", min), need("--max", max));
                case SHIFTED_EXPONENTIAL ->
                    new Deadlines.ShiftedExponential(need("--min", min), need("--mean", mean), need("--max", max));
                case UNIFORM -> new Deadlines.Uniform(need("--min", min), need("--max", max));
                case TRACE ->
                    new Deadlines.Trace(trace().requests().stream()
                            .map(Request::deadlineMillis)
                            .toList());
            };
        }

        private Arrivals arrivals(ArrivalKind kind) {
            return switch (kind) {
                case CLOSED -> new Arrivals.ClosedLoop();
                case POISSON -> new Arrivals.Poisson(need("--rate", rate));
                case GAMMA -> new Arrivals.Gamma(need("--rate", rate), need("--variation", variation));
                case UNIFORM -> new Arrivals.Uniform(need("--rate", rate));
                case ON_OFF -> new Arrivals.OnOff(need("--rate", rate), need("--on", on), need("--off", off));
                case TRACE ->
                    new Arrivals.Trace(trace().requests().stream()
                            .map(Request::arrivalMillis)
                            .toList());
            };
        }

        private Workload trace() {
            if (trace == null) {
                throw InputException.of("--trace", "a workload file when a trace is asked for", "none");
            }
            return WorkloadFile.read(trace, "trace", "any");
        }

        private static double need(String option, @Nullable Double value) {
            if (value == null) {
                throw InputException.of(option, "given for this kind", "none");
            }
            return value;
        }

        private static <E extends Enum<E>> E kind(String option, String label, Class<E> type) {
            List<String> labels = new ArrayList<>();
            for (E value : type.getEnumConstants()) {
                String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (name.equals(label)) {
                    return value;
                }
                labels.add(name);
            }
            throw InputException.unknown(option, label, labels);
        }
    }
}
