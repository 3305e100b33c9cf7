package org.wattsplit.testbed.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Default;

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
    }

    /** This machine, with those knobs. */
    public static DeviceSpec ofThisMachine(List<KnobSpec> knobs) {
        return new DeviceSpec(null, knobs);
    }

    /** A knob; the field {@code kind} says which. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CpuShareSpec.class, name = "cpu-share"),
        @JsonSubTypes.Type(value = CpuFrequency.Options.class, name = "cpufreq"),
        @JsonSubTypes.Type(value = UsbPower.Options.class, name = "usb-power"),
        @JsonSubTypes.Type(value = NvidiaGpu.Options.class, name = "nvidia"),
        @JsonSubTypes.Type(value = NoneSpec.class, name = "none")
    })
    public sealed interface KnobSpec
            permits CpuShareSpec, CpuFrequency.Options, UsbPower.Options, NvidiaGpu.Options, NoneSpec {}

    /**
     * {@link CpuShare} of this process.
     *
     * @param processors the processors whose time is shared; 0, the default, for all
     * @param periodMicros after how long the quota is there anew, in microseconds; 0, the default, for the shortest
     */
    public record CpuShareSpec(
            @Default("0") int processors, @Default("0") int periodMicros) implements KnobSpec {}

    /** {@link NoAccelerator}. */
    public record NoneSpec() implements KnobSpec {}
}
