package org.wattsplit.study.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.testbed.model.ModelProvider;

/**
 * Which scenario a job runs on.
 *
 * @param name a scenario's id or a YAML file; null for the data's own, or else {@link DataScenario} where it has
 *     measurements and {@code DynaSplitModel-v1} where it has none
 * @param traces the folder of the traces that a scenario names
 * @param joulesPerMiss price of a missed deadline in {@link DataScenario}, and in a scenario that is scaled to the data; null
 *     for its rule's
 * @param changeMillis how long a change of the hardware setting takes in {@link DataScenario}; null for nothing
 */
public record ScenarioChoice(
        @Nullable String name,
        Path traces,
        @Nullable Double joulesPerMiss,
        @Nullable Double changeMillis) {
    /** The data's own. */
    public static final ScenarioChoice USUAL = of(null);

    /** A scenario, with traces from where Debian keeps them. */
    public static ScenarioChoice of(@Nullable String name) {
        return new ScenarioChoice(name, TraceFolder.DEFAULT, null, null);
    }

    /** Scenarios whose world has the numbers of one dataset and is scaled to no other, with that dataset's name. */
    private static final Map<String, String> NUMBERS_OF =
            Map.of("CoInference-v2", "exits", "CoInferenceLate-v2", "exits");

    /** Whether it is derived from the data. */
    private boolean derived(Dataset dataset) {
        return name == null && dataset.scenario() == null && dataset.table() != null;
    }

    /**
     * The scenario on a dataset.
     *
     * @throws InputException where it has a price and a time of its own and others are named
     */
    public EnvironmentProvider provider(Dataset dataset, Registry registry) {
        if (derived(dataset)) {
            return DataScenario.of(dataset, joulesPerMiss, changeMillis);
        }
        String id = id(dataset);
        EnvironmentProvider provider = provider(id, registry);
        boolean scaled = ScaledScenario.applies(provider.scenario(), dataset);
        if (changeMillis != null) {
            throw fixed(
                    id, "the time of a change", provider.scenario().transition().millis() + " ms", changeMillis);
        }
        if (joulesPerMiss != null && !scaled) {
            throw fixed(id, "the price of a miss", provider.scenario().weights().joulesPerMiss() + " J", joulesPerMiss);
        }
        if (!scaled) {
            return provider;
        }
        Scenario measured = dataset.scenario() == null
                ? null
                : provider(dataset.scenario(), registry).scenario();
        return provider.with(ScaledScenario.of(provider.scenario(), dataset, joulesPerMiss, measured));
    }

    private String id(Dataset dataset) {
        String own = name != null ? name : dataset.scenario();
        return own != null ? own : "DynaSplitModel-v1";
    }

    private static InputException fixed(String id, String what, String there, double given) {
        return InputException.of(what, "that of scenario " + id + ", whose id stands for it, " + there, given)
                .maybe("leave it out, or copy the scenario's file and change it there, with its id");
    }

    /**
     * What was derived from the data, in words, or that nothing was where the scenario has the numbers of other data; empty
     * elsewhere.
     */
    public Optional<String> words(Dataset dataset, Registry registry) {
        Scenario scenario = provider(dataset, registry).scenario();
        if (derived(dataset)) {
            return Optional.of(DataScenario.words(dataset, scenario, joulesPerMiss));
        }
        Scenario stated = provider(id(dataset), registry).scenario();
        if (ScaledScenario.applies(stated, dataset)) {
            return Optional.of(ScaledScenario.words(dataset, scenario));
        }
        String of = NUMBERS_OF.get(scenario.id());
        return of == null || of.equals(dataset.name())
                ? Optional.empty()
                : Optional.of("scenario " + scenario.id() + " is not scaled to " + dataset.name()
                        + ": its link, loads and prices are those of dataset " + of);
    }

    /** Whose coefficients predict the outcomes, in words, where they are not the data's own; empty elsewhere. */
    public Optional<String> borrowed(Dataset dataset, Registry registry) {
        Scenario scenario = provider(dataset, registry).scenario();
        return scenario.testbed().equals("model")
                ? ModelProvider.coefficients(scenario.testbedOptions(), dataset)
                        .filter(coefficients -> !coefficients.areOf(dataset))
                        .map(coefficients -> "scenario " + scenario.id() + " runs on the coefficients of device "
                                + coefficients.device() + ", which were fitted to other data than " + dataset.name())
                : Optional.empty();
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
