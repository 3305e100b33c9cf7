package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.study.job.ScenarioChoice;
import picocli.CommandLine.Option;

/** The options that name a scenario. */
final class ScenarioOptions {
    @Option(
            names = "--scenario",
            paramLabel = "ID|FILE",
            description = "The scenario: an id of 'wattsplit envs list', or a YAML file (default: the data's own;"
                    + " else DynaSplit-v1 where it has measurements, or DynaSplitModel-v1).")
    private @Nullable String scenario;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of the traces that a scenario names (default: that of Debian's mahimahi-traces).")
    private Path traces = TraceFolder.DEFAULT;

    ScenarioChoice choice() {
        return new ScenarioChoice(scenario, traces);
    }
}
