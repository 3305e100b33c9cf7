package org.wattsplit.study.job;

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
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.Dynamics;

/**
 * Which scenario a job runs on.
 *
 * @param name a scenario's id or a YAML file; null for the data's own, or else {@code DynaSplit-v1} where it has
 *     measurements and {@code DynaSplitModel-v1} where it has none
 * @param traces the folder of the traces that a scenario names
 */
public record ScenarioChoice(@Nullable String name, Path traces) {
    /** The data's own. */
    public static final ScenarioChoice USUAL = of(null);

    /** A scenario, with traces from where Debian keeps them. */
    public static ScenarioChoice of(@Nullable String name) {
        return new ScenarioChoice(name, TraceFolder.DEFAULT);
    }

    /** The scenario's id or file on a dataset. */
    public String name(Dataset dataset) {
        String own = name != null ? name : dataset.scenario();
        return own != null ? own : dataset.table() == null ? "DynaSplitModel-v1" : "DynaSplit-v1";
    }

    /** The scenario on a dataset. */
    public EnvironmentProvider provider(Dataset dataset, Registry registry) {
        return provider(name(dataset), registry);
    }

    /** The scenario of an id or a file. */
    public static EnvironmentProvider provider(String idOrFile, Registry registry) {
        boolean file =
                idOrFile.endsWith(".yaml") || idOrFile.endsWith(".yml") || Files.isRegularFile(Path.of(idOrFile));
        return file
                ? ScenarioFile.read(Path.of(idOrFile), registry)
                : registry.of("the scenario", EnvironmentProvider.class).get(idOrFile);
    }

    /** The scenario on a dataset, with its traces of a part. */
    public ScenarioSetup setup(Dataset dataset, Dynamics.Part part, Registry registry) {
        return setup(provider(dataset, registry), dataset, part, registry);
    }

    /** A scenario on a dataset, with its traces of a part. */
    public ScenarioSetup setup(EnvironmentProvider provider, Dataset dataset, Dynamics.Part part, Registry registry) {
        Dynamics.Link link = provider.scenario().dynamics().link();
        List<NetworkTrace> read = link == null ? List.of() : TraceFolder.read(traces, link.traces(part), registry);
        return ScenarioSetup.of(registry, provider, dataset, read);
    }
}
