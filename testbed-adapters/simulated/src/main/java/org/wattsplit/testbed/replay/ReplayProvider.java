package org.wattsplit.testbed.replay;

import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;

/** Makes replays; option {@code outcome} is {@code mean} (the default) or {@code sampled}. */
public final class ReplayProvider implements TestbedProvider {
    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String description() {
        return "replays a measurement table: the mean outcome of a configuration, or a row drawn by chance";
    }

    @Override
    public boolean watched() {
        return false;
    }

    @Override
    public Set<String> options() {
        return Set.of("outcome");
    }

    @Override
    public Capabilities describe(TestbedContext context) {
        return ReplayTestbed.describe(table(context), context.transition(), !sampled(context));
    }

    @Override
    public SimulatedTestbed open(TestbedContext context, long seed) {
        MeasurementTable table = table(context);
        SimulatedTestbed testbed = sampled(context)
                ? ReplayTestbed.ofSamples(table, context.transition(), context.initialSetting())
                : ReplayTestbed.ofMeans(table, context.transition(), context.initialSetting());
        testbed.reset(seed);
        return testbed;
    }

    private static MeasurementTable table(TestbedContext context) {
        if (!context.dynamics().equals(Dynamics.NONE)) {
            throw InputException.of(
                            "the dynamics of a scenario on testbed replay",
                            "none, as measurements are of a world that stands still",
                            "some")
                    .maybe("use testbed model, with option device=table where the data is a table");
        }
        return context.dataset().requireTable();
    }

    private static boolean sampled(TestbedContext context) {
        String outcome = context.options().getOrDefault("outcome", "mean");
        return switch (outcome) {
            case "mean" -> false;
            case "sampled" -> true;
            default -> throw InputException.of("option outcome of testbed replay", "mean or sampled", outcome);
        };
    }
}
