package org.wattsplit.testbed.model;

import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SimulatedTestbed;
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
    public boolean watched() {
        return false;
    }

    @Override
    public Set<String> options() {
        return Set.of("device", "noise");
    }

    @Override
    public Capabilities describe(TestbedContext context) {
        DeviceModel model = device(context);
        ConfigurationSpace space = context.dataset().space();
        return context.dynamics().equals(Dynamics.NONE)
                ? ModelTestbed.describe(model, space, context.transition(), noise(context))
                : DynamicModelTestbed.describe(model, space, noise(context), context.dynamics());
    }

    @Override
    public SimulatedTestbed open(TestbedContext context, long seed) {
        DeviceModel model = device(context);
        ConfigurationSpace space = context.dataset().space();
        SimulatedTestbed testbed = context.dynamics().equals(Dynamics.NONE)
                ? new ModelTestbed(model, space, context.transition(), context.initialSetting(), noise(context))
                : new DynamicModelTestbed(
                        model,
                        space,
                        context.transition(),
                        context.initialSetting(),
                        noise(context),
                        context.dynamics(),
                        context.traces());
        testbed.reset(seed);
        return testbed;
    }

    @Override
    public Map<String, String> inputs(TestbedContext context) {
        return Map.of("device", Checksum.ofText(Documents.toYaml(device(context))));
    }

    /**
     * The device, for a space that it is a model of.
     *
     * @throws InputException where the data has other knobs
     */
    private static DeviceModel device(TestbedContext context) {
        for (String knob : Prediction.KNOBS) {
            boolean there = context.dataset().space().knobs().stream()
                    .anyMatch(one -> one.name().equals(knob));
            InputException.require(
                    there,
                    "the data of testbed model",
                    "with the knobs that a device model knows, " + Prediction.KNOBS,
                    context.dataset().name() + " without " + knob);
        }
        return DeviceModel.of(
                context.options().getOrDefault("device", context.dataset().name()));
    }

    private static boolean noise(TestbedContext context) {
        String noise = context.options().getOrDefault("noise", "none");
        if (!Set.of("none", "repeats").contains(noise)) {
            throw InputException.of("option noise of testbed model", "none or repeats", noise);
        }
        return noise.equals("repeats");
    }
}
