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
                    + " else one derived from its measurements, or DynaSplitModel-v1 where it has none).")
    private @Nullable String scenario;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "Folder of the traces that a scenario names (default: that of Debian's mahimahi-traces).")
    private Path traces = TraceFolder.DEFAULT;

    @Option(
            names = "--joules-per-miss",
            paramLabel = "J",
            description = "Price of a missed deadline where the scenario is derived from the data (default: 1.5 times"
                    + " the energy of cloud-only); any other scenario has its own.")
    private @Nullable Double joulesPerMiss;

    @Option(
            names = "--change-ms",
            paramLabel = "MS",
            description = "Time of a change of the hardware setting where the scenario is derived from the data"
                    + " (default: 0); any other scenario has its own.")
    private @Nullable Double changeMillis;

    ScenarioChoice choice() {
        return new ScenarioChoice(scenario, traces, joulesPerMiss, changeMillis);
    }
}
