package org.wattsplit.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.testbed.Dynamics;
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

    /** The scenario on a dataset, with its traces of a part. */
    ScenarioSetup setup(Dataset dataset, Dynamics.Part part) {
        return setup(provider(dataset), dataset, part);
    }

    /** The scenario. */
    EnvironmentProvider provider(Dataset dataset) {
        String own = scenario != null ? scenario : dataset.scenario();
        return provider(own != null ? own : dataset.table() == null ? "DynaSplitModel-v1" : "DynaSplit-v1");
    }

    static EnvironmentProvider provider(String idOrFile) {
        boolean file =
                idOrFile.endsWith(".yaml") || idOrFile.endsWith(".yml") || Files.isRegularFile(Path.of(idOrFile));
        return file
                ? ScenarioFile.read(Path.of(idOrFile))
                : Providers.load("the scenario", EnvironmentProvider.class).get(idOrFile);
    }

    /** A scenario on a dataset, with its traces of a part. */
    ScenarioSetup setup(EnvironmentProvider provider, Dataset dataset, Dynamics.Part part) {
        Dynamics.Link link = provider.scenario().dynamics().link();
        List<NetworkTrace> read = link == null ? List.of() : TraceFolder.read(traces, link.traces(part));
        return ScenarioSetup.of(provider, dataset, read);
    }
}
