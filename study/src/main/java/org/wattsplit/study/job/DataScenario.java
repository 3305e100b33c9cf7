package org.wattsplit.study.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.report.Units;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * The scenario {@value #ID} of measurements that have none of their own, by rules from what was measured: outcomes are the
 * means of the table; a missed deadline costs one and a half times the energy of the cloud-only configuration, rounded to
 * three digits, as 100 J do in {@code DynaSplit-v1}; changes of the hardware setting are free unless somebody says what they
 * take.
 */
public final class DataScenario {
    /** Its id: one and the same rule, whatever the data. */
    public static final String ID = "Data-v1";

    private static final double MISS_OVER_CLOUD = 1.5;

    private DataScenario() {}

    /** The price of a missed deadline by the rule; empty where the table has no energy of the cloud-only configuration. */
    public static Optional<Double> joulesPerMiss(MeasurementTable table) {
        return table.space()
                .cloudOnly()
                .flatMap(table::mean)
                .map(cloudOnly -> cloudOnly.outcome().energyJoules())
                .filter(joules -> joules > 0)
                .map(joules -> rounded(MISS_OVER_CLOUD * joules));
    }

    private static double rounded(double joules) {
        return new BigDecimal(joules).round(new MathContext(3)).doubleValue();
    }

    /**
     * The scenario.
     *
     * @param joulesPerMiss the price of a missed deadline; null for the rule's
     * @param changeMillis how long a change of the hardware setting takes; null for nothing
     */
    static ScenarioFile of(Dataset dataset, @Nullable Double joulesPerMiss, @Nullable Double changeMillis) {
        atLeastNothing("the price of a missed deadline in J", joulesPerMiss);
        atLeastNothing("the time of a change in ms", changeMillis);
        double price = joulesPerMiss != null ? joulesPerMiss : price(dataset, dataset.requireTable());
        return ScenarioFile.of(new Scenario(
                ID,
                "mean measured outcomes of " + dataset.name() + ", under rules from them",
                "replay",
                Map.of(),
                new TransitionCost(changeMillis == null ? 0 : changeMillis, 0),
                new CostWeights(price)));
    }

    /**
     * The price of a missed deadline by the rule; the error where the data has nothing to derive it from.
     *
     * @param table the data's outcomes
     */
    static double price(Dataset dataset, MeasurementTable table) {
        return joulesPerMiss(table)
                .orElseThrow(() -> InputException.of(
                                "the price of a missed deadline on " + dataset.name(),
                                "given, as the data has no energy of a cloud-only configuration to derive it from",
                                "nothing")
                        .maybe(
                                "say what a missed deadline costs in J; where there is no energy, 1 makes the cost the share of"
                                        + " missed deadlines"));
    }

    private static void atLeastNothing(String what, @Nullable Double value) {
        if (value != null) {
            InputException.require(value >= 0, what, "at least 0", value);
        }
    }

    /** What was derived, in words for whoever did not ask for it. */
    static String words(Dataset dataset, Scenario scenario, @Nullable Double joulesPerMiss) {
        double price = scenario.weights().joulesPerMiss();
        Optional<Evaluated> cloudOnly = dataset.space().cloudOnly().flatMap(dataset.requireTable()::mean);
        return "scenario " + ID + ", from the data: a missed deadline costs "
                + Units.JOULES.of(price).brief(price)
                + (joulesPerMiss == null
                        ? cloudOnly
                                .map(one -> rounded(one.outcome().energyJoules()))
                                .map(joules -> ", 1.5 times the "
                                        + Units.JOULES.of(joules).brief(joules) + " of cloud-only")
                                .orElse("")
                        : "")
                + "; lateness and wrong answers cost nothing; a change of the hardware setting "
                + (scenario.transition().millis() > 0
                        ? "takes " + scenario.transition().millis() + " ms"
                        : "is free");
    }
}
