package org.wattsplit.framework.experiment;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.Totals;

/**
 * What figures depend on, by name, so that what differs between two of them can be named: every field of the scenario
 * ({@code scenario.weights.joules_per_miss}), and checksums of the dataset's space and measurements, the traces, the
 * workload, what the testbed is made from, and the Pareto set; and the values that knobs are held at ({@code held.cpu_share}).
 */
public final class Dependencies {
    private static final String HELD = "held.";

    private Dependencies() {}

    /** Those of a setup: scenario, dataset, traces, testbed. */
    public static SortedMap<String, String> of(ScenarioSetup setup) {
        SortedMap<String, String> all = new TreeMap<>();
        all.putAll(of(setup.scenario()));
        setup.dataset().contents().forEach((name, sum) -> all.put("dataset." + name, sum));
        for (NetworkTrace trace : setup.traces()) {
            all.put("trace." + trace.name(), trace.checksum());
        }
        setup.testbeds().inputs().forEach((name, sum) -> all.put("testbed." + name, sum));
        setup.inputs().forEach((name, sum) -> {
            if (!setup.dataset().inputs().containsKey(name) && !all.containsKey("trace." + name)) {
                all.put("input." + name, sum);
            }
        });
        return all;
    }

    /** Every field of a scenario. */
    static SortedMap<String, String> of(Scenario scenario) {
        SortedMap<String, String> all = new TreeMap<>();
        Documents.flat(scenario).forEach((field, value) -> all.put("scenario." + field, value));
        // Words about it change nothing.
        all.remove("scenario.description");
        return all;
    }

    /** Those of a setup that serves a workload with actions of a Pareto set. */
    public static SortedMap<String, String> of(ScenarioSetup setup, Workload workload, ParetoSet paretoSet) {
        SortedMap<String, String> all = of(setup);
        all.put("workload", workload.checksum());
        all.put("pareto_set", checksum(paretoSet));
        paretoSet.space().held().forEach((knob, value) -> all.put(HELD + knob, value));
        return all;
    }

    /** The values that knobs were held at, by name, as a run's log says it. */
    public static Map<String, String> held(Map<String, String> dependsOn) {
        Map<String, String> held = new TreeMap<>();
        dependsOn.forEach((name, value) -> {
            if (name.startsWith(HELD)) {
                held.put(name.substring(HELD.length()), value);
            }
        });
        return held;
    }

    /**
     * The checksum of every evaluated configuration with what is expected of it, and with what it is judged by where that is
     * another, which decides what is in the front.
     */
    public static String checksum(ParetoSet paretoSet) {
        StringBuilder text =
                new StringBuilder(ActionSet.of(paretoSet, ActionSet.Kind.FULL).describe());
        paretoSet.evaluated().stream()
                .filter(one -> !one.judgedBy().equals(Totals.of(one.outcome())))
                .map(one -> "\n" + one.configuration() + " judged by " + one.judgedBy())
                .sorted()
                .forEach(text::append);
        return Checksum.ofText(text.toString());
    }
}
