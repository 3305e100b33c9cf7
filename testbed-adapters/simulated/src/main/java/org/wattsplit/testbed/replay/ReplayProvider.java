package org.wattsplit.testbed.replay;

import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.Testbed;
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
    public Set<String> options() {
        return Set.of("outcome");
    }

    @Override
    public Testbed create(TestbedContext context) {
        if (!context.dynamics().equals(Dynamics.NONE)) {
            throw InputException.of(
                            "the dynamics of a scenario on testbed replay",
                            "none: measurements are without dynamics",
                            context.dynamics())
                    .maybe("use testbed model");
        }
        MeasurementTable table = context.dataset().requireTable();
        String outcome = context.options().getOrDefault("outcome", "mean");
        return switch (outcome) {
            case "mean" -> ReplayTestbed.ofMeans(table, context.transition(), context.initialSetting());
            case "sampled" -> ReplayTestbed.ofSamples(table, context.transition(), context.initialSetting());
            default -> throw InputException.of("option outcome of testbed replay", "mean or sampled", outcome);
        };
    }
}
