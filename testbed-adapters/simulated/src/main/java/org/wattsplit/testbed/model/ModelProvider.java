package org.wattsplit.testbed.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
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
        return coefficients(context.options(), context.dataset())
                .map(coefficients -> Map.of("device", Checksum.ofText(Documents.toYaml(coefficients))))
                .orElse(Map.of());
    }

    /**
     * The coefficients that predict outcomes on a dataset under those options; empty where its own table does.
     *
     * @throws InputException where there are none of the device's name
     */
    public static Optional<DeviceCoefficients> coefficients(Map<String, String> options, Dataset dataset) {
        String device = options.get("device");
        boolean table = device == null
                ? dataset.table() != null && !DeviceCoefficients.isBundled(dataset.name())
                : device.equals(TABLE);
        return table ? Optional.empty() : Optional.of(DeviceCoefficients.of(device == null ? dataset.name() : device));
    }

    /**
     * The device, for a space that it is a model of.
     *
     * @throws InputException where the data has other knobs
     */
    private static DeviceModel device(TestbedContext context) {
        Dataset dataset = context.dataset();
        return coefficients(context.options(), dataset)
                .<DeviceModel>map(coefficients -> new CoefficientModel(coefficients, dataset.space()))
                .orElseGet(() -> new TableModel(dataset));
    }

    private static boolean noise(TestbedContext context) {
        String noise = context.options().getOrDefault("noise", "none");
        if (!Set.of("none", "repeats").contains(noise)) {
            throw InputException.of("option noise of testbed model", "none or repeats", noise);
        }
        return noise.equals("repeats");
    }
}
