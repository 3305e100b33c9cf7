package org.wattsplit.testbed.model;

import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;

/**
 * Makes models; option {@code device} is {@code table}, for the dataset's measurements, or a bundled device, or a YAML file of
 * coefficients; the default is the bundled device of the dataset's name, else its measurements. Option {@code noise} is
 * {@code none} (the default) or {@code repeats}.
 */
public final class ModelProvider implements TestbedProvider {
    private static final String TABLE = "table";

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String description() {
        return "models a device, its link and a cloud node from measurements or fitted coefficients, with or without noise";
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
        boolean noise = noise(context);
        return context.dynamics().equals(Dynamics.NONE)
                ? ModelTestbed.describe(device(context), context.transition(), noise)
                : DynamicModelTestbed.describe(device(context), noise, context.dynamics());
    }

    @Override
    public SimulatedTestbed open(TestbedContext context, long seed) {
        boolean noise = noise(context);
        DeviceModel model = device(context);
        SimulatedTestbed testbed = context.dynamics().equals(Dynamics.NONE)
                ? new ModelTestbed(model, context.transition(), context.initialSetting(), noise)
                : new DynamicModelTestbed(
                        model,
                        context.transition(),
                        context.initialSetting(),
                        noise,
                        context.dynamics(),
                        context.traces());
        testbed.reset(seed);
        return testbed;
    }

    @Override
    public Map<String, String> inputs(TestbedContext context) {
        // A table is hashed with the rest of the dataset.
        return ofTable(context)
                ? Map.of()
                : Map.of("device", Checksum.ofText(Documents.toYaml(DeviceCoefficients.of(name(context)))));
    }

    private static String name(TestbedContext context) {
        return context.options().getOrDefault("device", context.dataset().name());
    }

    private static boolean ofTable(TestbedContext context) {
        String name = context.options().get("device");
        return name == null
                ? context.dataset().table() != null
                        && !DeviceCoefficients.isBundled(context.dataset().name())
                : name.equals(TABLE);
    }

    /**
     * The device, for a space that it is a model of.
     *
     * @throws InputException where the data has other knobs
     */
    private static DeviceModel device(TestbedContext context) {
        return ofTable(context)
                ? new TableModel(context.dataset())
                : new CoefficientModel(
                        DeviceCoefficients.of(name(context)), context.dataset().space());
    }

    private static boolean noise(TestbedContext context) {
        String noise = context.options().getOrDefault("noise", "none");
        if (!Set.of("none", "repeats").contains(noise)) {
            throw InputException.of("option noise of testbed model", "none or repeats", noise);
        }
        return noise.equals("repeats");
    }
}
