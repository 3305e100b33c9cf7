package org.wattsplit.testbed.model;

import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;

/**
 * Makes models; option {@code device} is a bundled device or a YAML file (the default is the dataset's name), option
 * {@code noise} is {@code none} (the default) or {@code repeats}.
 */
public final class ModelProvider implements TestbedProvider {
    @Override
    public String name() {
        return "model";
    }

    @Override
    public String description() {
        return "models a device, its link and a cloud node from fitted coefficients, with or without noise";
    }

    @Override
    public Set<String> options() {
        return Set.of("device", "noise");
    }

    @Override
    public Testbed create(TestbedContext context) {
        DeviceModel model = DeviceModel.of(
                context.options().getOrDefault("device", context.dataset().name()));
        String noise = context.options().getOrDefault("noise", "none");
        if (!Set.of("none", "repeats").contains(noise)) {
            throw InputException.of("option noise of testbed model", "none or repeats", noise);
        }
        if (!context.dynamics().equals(Dynamics.NONE)) {
            return new DynamicModelTestbed(
                    model,
                    context.dataset().space(),
                    context.transition(),
                    context.initialSetting(),
                    noise.equals("repeats"),
                    context.dynamics(),
                    context.traces());
        }
        return new ModelTestbed(
                model,
                context.dataset().space(),
                context.transition(),
                context.initialSetting(),
                noise.equals("repeats"));
    }
}
