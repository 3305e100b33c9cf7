package org.wattsplit.study.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.testbed.model.DeviceCoefficients;
import org.wattsplit.testbed.model.ModelProvider;

/**
 * The Pareto set that actions come from.
 *
 * @param set the set
 * @param file the file that it was read from; null where only a program has it
 * @param inputs checksums of what it was searched on, by name; empty where they are not known
 * @param searchedOn the testbed that expected outcomes are of; null where it is not known
 */
public record Actions(
        ParetoSet set, @Nullable Path file, Map<String, String> inputs, ParetoSetFile.@Nullable SearchedOn searchedOn) {
    public Actions {
        inputs = Map.copyOf(inputs);
    }

    /** A set that was searched just now on a dataset's testbed, and the file that it was written to. */
    public static Actions searched(ParetoSet set, @Nullable Path file, TestbedChoice testbed, Dataset dataset) {
        return new Actions(set, file, Map.of(), searchedOn(testbed, dataset));
    }

    /** What a search says of the testbed that it measured on. */
    public static ParetoSetFile.SearchedOn searchedOn(TestbedChoice testbed, Dataset dataset) {
        return new ParetoSetFile.SearchedOn(testbed.name(dataset), testbed.options());
    }

    /** A set of a program's own. */
    public static Actions of(ParetoSet set) {
        return new Actions(set, null, Map.of(), null);
    }

    /**
     * Reads a set that a search has written.
     *
     * @throws InputException where it was searched in another space than the dataset's, or on data that has changed since
     */
    public static Actions read(Path file, Dataset dataset) {
        ParetoSetFile read = ParetoSetFile.read(file);
        if (!read.space().equals(dataset.space().spec())) {
            throw InputException.of(
                            "the Pareto set's space",
                            "the space of " + dataset.name(),
                            "another, of " + read.space().name())
                    .at(file.toString(), 0, 0)
                    .maybe("search on this data first");
        }
        requireUnchanged(file, read, dataset);
        return new Actions(read.toParetoSet(), file, read.header().inputs(), read.searchedOn());
    }

    /**
     * Those with some knobs held at one value each.
     *
     * @throws InputException where the space has no such knob or value, or nothing with all of them was evaluated
     */
    public Actions holding(Map<String, String> values) {
        return new Actions(set.holding(values), file, inputs, searchedOn);
    }

    /**
     * That what is expected of them is of another testbed than a scenario's, whose outcomes may be others; empty where it is
     * of the same, or of hardware, which never does what was expected.
     */
    public Optional<String> elsewhere(ScenarioSetup setup) {
        Scenario scenario = setup.scenario();
        if (searchedOn == null || setup.testbeds().describe().live()) {
            return Optional.empty();
        }
        String there = outcomesOf(searchedOn.testbed(), searchedOn.testbedOptions(), setup.dataset());
        String here = outcomesOf(scenario.testbed(), scenario.testbedOptions(), setup.dataset());
        return there.equals(here)
                ? Optional.empty()
                : Optional.of(
                        "agents expect outcomes of testbed " + there + ", where the Pareto set was searched; scenario "
                                + scenario.id() + " runs on " + here
                                + ", whose outcomes may differ: to expect those, search with"
                                + CommandText.testbed(scenario.testbed(), scenario.testbedOptions()));
    }

    /** Whose outcomes a testbed has, in words. */
    private static String outcomesOf(String testbed, Map<String, String> options, Dataset dataset) {
        return testbed.equals("model")
                ? "model of "
                        + ModelProvider.coefficients(options, dataset)
                                .map(DeviceCoefficients::device)
                                .orElse("the table")
                : testbed;
    }

    /** That some of them cannot be executed on a scenario's testbed and are masked there; empty where all can be. */
    public Optional<String> masked(ScenarioSetup setup) {
        ActionSet all = ActionSet.of(set, ActionSet.Kind.FULL);
        ConfigurationSpace can = setup.testbeds().describe().space();
        CostWeights weights = setup.scenario().weights();
        ActionMask mask = all.within(can, weights);
        if (mask.allowsAll()) {
            return Optional.empty();
        }
        long impossible = set.evaluated().stream()
                .filter(one -> !can.contains(one.configuration()))
                .count();
        long below = set.evaluated().stream()
                .filter(one -> one.outcome().accuracy().orElse(1) < weights.accuracyFloor())
                .count();
        List<String> rules = new ArrayList<>();
        if (impossible > 0) {
            rules.add("testbed " + setup.scenario().testbed() + " cannot execute " + impossible);
        }
        if (below > 0) {
            rules.add(below + " are below the accuracy floor of " + weights.accuracyFloor());
        }
        long both = impossible + below - (mask.size() - mask.count());
        if (both > 0) {
            rules.add(both + " of them are both");
        }
        return Optional.of((mask.size() - mask.count()) + " of " + mask.size()
                + " configurations of the Pareto set are masked: " + String.join(", ", rules));
    }

    /**
     * Checksums of what testbeds are made from beside the data, such as a device model, by a name that holds which one it is:
     * a set that was searched on one device may be used on another, but not on one that has changed since.
     */
    public static Map<String, String> inputs(
            TestbedFactory testbeds, String testbed, Map<String, String> options, Dataset dataset) {
        Map<String, String> inputs = new TreeMap<>();
        testbeds.inputs()
                .forEach((name, sum) -> inputs.put(
                        "testbed." + testbed + "." + name + " of " + options.getOrDefault(name, dataset.name()), sum));
        return inputs;
    }

    /**
     * Refuses a set that was searched on a testbed that has changed since, such as a device model whose file is another.
     *
     * @throws InputException where it was
     */
    public void requireUnchanged(ScenarioSetup setup) {
        Scenario scenario = setup.scenario();
        requireUnchanged(
                String.valueOf(file),
                inputs,
                inputs(setup.testbeds(), scenario.testbed(), scenario.testbedOptions(), setup.dataset()));
    }

    /** What is expected of configurations is of the data as it was: another table may say otherwise. */
    private static void requireUnchanged(Path file, ParetoSetFile read, Dataset dataset) {
        Map<String, String> now = new TreeMap<>(dataset.inputs());
        now.putAll(dataset.contents());
        // A workload is not searched on.
        now.keySet().removeIf(name -> name.startsWith("workload-"));
        requireUnchanged(file.toString(), read.header().inputs(), now);
    }

    private static void requireUnchanged(String file, Map<String, String> before, Map<String, String> now) {
        before.forEach((name, sum) -> {
            String present = now.get(name);
            if (present != null && !present.equals(sum)) {
                throw InputException.of(name, "what it was when the Pareto set was searched, " + sum, present)
                        .at(file, 0, 0)
                        .maybe("search again on what it is now");
            }
        });
    }
}
