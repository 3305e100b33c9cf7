package org.wattsplit.study.compare;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.study.job.CommandText;

/**
 * Which runs are compared, and how.
 *
 * @param folders folders with runs in them, at least one
 * @param baseline the agent that the others are compared with; null for the one of the least cost
 * @param pareto the file of the Pareto set that the runs' actions come from, for the report; null where it is not at hand
 * @param network the network whose requests are compared; null for all
 * @param report where the report goes; null for {@code report.html} in the first folder, where one that is there stays
 * @param replace whether a report that is there is replaced
 * @param allowed fields of what runs depend on that may differ, or what their names begin with:
 *     {@code scenario.weights.joules_per_miss}
 */
public record ComparePlan(
        List<Path> folders,
        @Nullable String baseline,
        @Nullable Path pareto,
        @Nullable String network,
        @Nullable Path report,
        boolean replace,
        List<String> allowed) {
    public ComparePlan {
        folders = List.copyOf(Check.notEmpty("the folders", folders));
        allowed = List.copyOf(allowed);
    }

    /** A builder with the usual choices. */
    public static Builder of(Path folder, @Nullable Path pareto) {
        return of(List.of(folder), pareto);
    }

    /** A builder with the usual choices, of several folders. */
    public static Builder of(List<Path> folders, @Nullable Path pareto) {
        return new Builder(folders, pareto);
    }

    /** The command that does the same. */
    public String command() {
        CommandText text = CommandText.of("compare");
        folders.forEach(text::word);
        return String.valueOf(text.option("--baseline", baseline)
                .option("--pareto", pareto)
                .option("--network", network)
                .option("--report", report)
                .flag("--overwrite", replace)
                .list("--allow-different", allowed, List.of())
                .text());
    }

    /** A plan in the making, with the usual choices where no other was made. */
    public static final class Builder {
        private final List<Path> folders;
        private final @Nullable Path pareto;
        private @Nullable String baseline;
        private @Nullable String network;
        private @Nullable Path report;
        private boolean replace;
        private List<String> allowed = List.of();

        private Builder(List<Path> folders, @Nullable Path pareto) {
            this.folders = folders;
            this.pareto = pareto;
        }

        /** With another baseline; null for the agent of the least cost. */
        public Builder withBaseline(@Nullable String agent) {
            baseline = agent;
            return this;
        }

        /** Of the requests of one network only; null for all. */
        public Builder withNetwork(@Nullable String name) {
            network = name;
            return this;
        }

        /** With a report that goes elsewhere, and replaces what is there where that is wanted. */
        public Builder withReport(Path file, boolean replaced) {
            report = file;
            replace = replaced;
            return this;
        }

        /** Across what differs in those fields, or in fields that begin so. */
        public Builder withAllowed(List<String> fields) {
            allowed = fields;
            return this;
        }

        /** The plan of the choices so far. */
        public ComparePlan build() {
            return new ComparePlan(folders, baseline, pareto, network, report, replace, allowed);
        }
    }
}
