package org.wattsplit.study.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.testbed.device.CpuFrequency;
import org.wattsplit.testbed.device.CpuShare;
import org.wattsplit.testbed.device.DeviceKnob;
import org.wattsplit.testbed.device.Devices;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.live.LiveParts;
import org.wattsplit.testbed.live.LiveProvider;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.power.UtilisationMeter;

/** What a profile is measured with, opened: the device, with what values its knobs get, and the meter. */
final class ProfileBench implements AutoCloseable {
    private final EdgeDevice device;
    /** Has the device put back when the process is told to end. */
    private final AutoCloseable atExit;

    private final EnergyRecorder meter;
    private final List<Knob> knobs;
    private final @Nullable String clock;
    private final @Nullable Double meterError;
    private final JobContext context;

    private ProfileBench(
            EdgeDevice device,
            AutoCloseable atExit,
            EnergyRecorder meter,
            List<Knob> knobs,
            @Nullable String clock,
            @Nullable Double meterError,
            JobContext context) {
        this.device = device;
        this.atExit = atExit;
        this.meter = meter;
        this.knobs = knobs;
        this.clock = clock;
        this.meterError = meterError;
        this.context = context;
    }

    /**
     * Opens what a plan names.
     *
     * @throws InputException where a knob has no values, or not those that the device offers
     */
    static ProfileBench open(ProfilePlan plan, JobContext context) {
        ProfilePlan.Bench bench = plan.bench();
        if (bench == null) {
            List<Knob> knobs = plan.limited()
                    ? List.of(new Knob(CpuShare.NAME, Knob.Kind.NUMERIC, plan.shares(), true))
                    : List.of();
            return opened(
                    EnergyRecorder.start(
                            UtilisationMeter.ofThisProcess(
                                    plan.watts().edgeIdle(), plan.watts().edgeCore(), System::nanoTime),
                            System::nanoTime),
                    () -> EdgeDevice.of(plan.limited() ? List.of(CpuShare.ofThisProcess()) : List.of()),
                    (device, meter) -> new ProfileBench(device, () -> {}, meter, knobs, null, null, context));
        }
        LiveFile file = LiveFile.read(bench.config(), context.registry());
        List<Knob> named = bench.values().entrySet().stream()
                .map(entry -> knob(entry.getKey(), entry.getValue()))
                .toList();
        file.requireOwnHeads(bench.config(), named);
        return opened(
                EnergyRecorder.start(file.meter().open(System::nanoTime), System::nanoTime),
                () -> Devices.open(file.device(), NetworkFiles.deviceState(), context.notes()),
                (device, meter) -> {
                    requireValues(bench, device);
                    return new ProfileBench(
                            device,
                            LiveProvider.closedAtExit(device),
                            meter,
                            named,
                            clock(file),
                            file.meterError(),
                            context);
                });
    }

    /** A bench of a meter and a device, which are closed where that fails. */
    private static ProfileBench opened(
            EnergyRecorder meter,
            Supplier<EdgeDevice> devices,
            BiFunction<EdgeDevice, EnergyRecorder, ProfileBench> made) {
        try {
            EdgeDevice device = devices.get();
            try {
                return made.apply(device, meter);
            } catch (RuntimeException | Error e) {
                device.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            meter.close();
            throw e;
        }
    }

    private static Knob knob(String name, List<String> values) {
        boolean numbers = values.stream().allMatch(value -> value.matches("[0-9]+(\\.[0-9]+)?"));
        return numbers
                ? new Knob(
                        name,
                        Knob.Kind.NUMERIC,
                        values.stream()
                                .distinct()
                                .sorted(Comparator.comparingDouble(Double::parseDouble))
                                .toList(),
                        true)
                : new Knob(
                        name, Knob.Kind.CATEGORICAL, values.stream().distinct().toList(), true);
    }

    /** Values without a knob are found when the device is asked for them; a knob without values would stay as it is. */
    private static void requireValues(ProfilePlan.Bench bench, EdgeDevice device) {
        for (DeviceKnob knob : device.knobs()) {
            if (!bench.values().containsKey(knob.name())) {
                throw InputException.of(
                                "knob " + knob.name() + " of " + bench.config(),
                                "with the values that it is measured at",
                                "none")
                        .maybe("name them with --knob " + knob.name() + "=A,B, or leave it out of the file");
            }
        }
    }

    /** The knob that is the clock, where there is one. */
    private static @Nullable String clock(LiveFile file) {
        List<String> clocks = new ArrayList<>();
        file.device().knobs().forEach(knob -> {
            if (knob instanceof CpuFrequency.Options clock) {
                clocks.add(clock.name());
            }
        });
        return clocks.size() == 1 ? clocks.get(0) : null;
    }

    EdgeDevice device() {
        return device;
    }

    EnergyRecorder meter() {
        return meter;
    }

    /** The hardware knobs of the space. */
    List<Knob> knobs() {
        return knobs;
    }

    /** The knob that is the processor's clock, with two values or more; null where there is none. */
    @Nullable
    String clock() {
        return knobs.stream()
                .filter(knob -> knob.name().equals(clock) && knob.values().size() > 1)
                .map(Knob::name)
                .findFirst()
                .orElse(null);
    }

    /** What the meter's maker says of its error. */
    @Nullable
    Double meterError() {
        return meterError;
    }

    /** What decides what is measured. */
    static Map<String, String> settings(ProfilePlan plan) {
        ProfilePlan.Bench bench = plan.bench();
        return bench == null
                ? Map.of()
                : Map.of(
                        "device and meter",
                        Checksum.ofFile(bench.config()),
                        "precision",
                        bench.precision() + " within " + bench.limitSeconds() + " s");
    }

    @Override
    public void close() {
        try {
            LiveParts.close(List.of(atExit, device));
        } finally {
            meter.notes().forEach(context.notes());
            meter.close();
        }
    }
}
