package org.wattsplit.testbed.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.provider.NodeKind;

/**
 * The edge device as a file describes it.
 *
 * @param ssh how a remote device is reached; null, the default, for this machine
 * @param knobs its knobs; default none
 */
public record DeviceSpec(
        SshDevice.@Nullable Options ssh, @Default("[]") List<KnobSpec> knobs) {
    public DeviceSpec {
        knobs = List.copyOf(knobs);
        requireClocksApart(knobs);
    }

    /** Two knobs of one policy would each undo what the other does. */
    private static void requireClocksApart(List<KnobSpec> knobs) {
        List<CpuFrequency.Options> clocks = knobs.stream()
                .filter(CpuFrequency.Options.class::isInstance)
                .map(CpuFrequency.Options.class::cast)
                .toList();
        for (int i = 0; i < clocks.size(); i++) {
            for (CpuFrequency.Options other : clocks.subList(i + 1, clocks.size())) {
                Check.that(
                        !clocks.get(i).meets(other),
                        "the policies of " + clocks.get(i).name() + " and " + other.name(),
                        "named, and different ones",
                        clocks.get(i).policies() + " and " + other.policies());
            }
        }
    }

    /** This machine, with those knobs. */
    public static DeviceSpec ofThisMachine(List<KnobSpec> knobs) {
        return new DeviceSpec(null, knobs);
    }

    /**
     * A hardware knob; the field {@code kind} says which. A program adds a {@link Kind} of its own as a record with
     * {@code @JsonTypeName}, which files then name as they name those of this package.
     */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CpuShareSpec.class, name = "cpu-share"),
        @JsonSubTypes.Type(value = CpuFrequency.Options.class, name = "cpufreq"),
        @JsonSubTypes.Type(value = UsbPower.Options.class, name = "usb-power"),
        @JsonSubTypes.Type(value = NvidiaGpu.Options.class, name = "nvidia"),
        @JsonSubTypes.Type(value = NoneSpec.class, name = "none")
    })
    public interface KnobSpec {
        /** Looks whether the knob can be used, and changes nothing. */
        Probe probe(KnobHost host);

        /**
         * Opens the knob.
         *
         * @throws org.wattsplit.framework.testbed.TestbedException when it cannot be used
         */
        DeviceKnob open(KnobHost host);

        /** A kind of hardware knobs, as files name it. */
        interface Kind extends NodeKind<KnobSpec> {
            /** The kind of a record. */
            static Kind of(Class<? extends KnobSpec> type, String description) {
                record Of(Class<? extends KnobSpec> type, String description) implements Kind {}
                return new Of(type, description);
            }
        }
    }

    /**
     * Where a hardware knob is.
     *
     * @param files the device's files and programs
     * @param remote whether the device is another machine
     * @param stateFolder where a knob keeps what it found until it was put back, on this machine
     * @param told hears what was put back after a process that died
     */
    public record KnobHost(DeviceFiles files, boolean remote, Path stateFolder, Consumer<String> told) {}

    /**
     * {@link CpuShare} of this process.
     *
     * @param processors the processors whose time is shared; 0, the default, for all
     * @param periodMicros after how long the quota is there anew, in microseconds; 0, the default, for the shortest
     */
    public record CpuShareSpec(
            @Default("0") int processors, @Default("0") int periodMicros) implements KnobSpec {
        @Override
        public Probe probe(KnobHost host) {
            return CpuShare.probe(host.files(), options(host));
        }

        @Override
        public DeviceKnob open(KnobHost host) {
            return CpuShare.open(host.files(), options(host), host.told());
        }

        private CpuShare.Options options(KnobHost host) {
            if (host.remote()) {
                throw InputException.of(
                        "the kind cpu-share", "on this machine, as it limits this process", "a device over SSH");
            }
            CpuShare.Options own = CpuShare.Options.ofThisProcess();
            return new CpuShare.Options(
                    own.pid(), processors == 0 ? own.processors() : processors, periodMicros, own.proc());
        }
    }

    /** {@link NoAccelerator}. */
    public record NoneSpec() implements KnobSpec {
        @Override
        public Probe probe(KnobHost host) {
            return Probe.ok(EdgeAccelerator.NAME, "none, always off");
        }

        @Override
        public DeviceKnob open(KnobHost host) {
            return new NoAccelerator();
        }
    }
}
