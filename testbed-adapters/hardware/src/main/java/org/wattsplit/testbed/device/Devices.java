package org.wattsplit.testbed.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;

/** Opens devices that files describe, and looks at them beforehand. */
public final class Devices {
    private Devices() {}

    /** A knob of a kind: how it is looked at, and how it is opened. */
    private record Kind(Function<DeviceFiles, Probe> probe, Function<DeviceFiles, DeviceKnob> open) {}

    /**
     * Opens a device. All of its knobs are looked at before one is opened.
     *
     * @param stateFolder where knobs keep what they found until it was put back, on this machine
     * @param told hears what was put back after a process that died
     * @throws TestbedException when a knob cannot be used
     */
    public static EdgeDevice open(DeviceSpec spec, Path stateFolder, Consumer<String> told) {
        DeviceFiles files = files(spec);
        List<DeviceKnob> knobs = new ArrayList<>();
        try {
            List<Kind> kinds = spec.knobs().stream()
                    .map(knob -> kind(knob, spec, stateFolder, told))
                    .toList();
            for (Kind kind : kinds) {
                Probe probe = kind.probe().apply(files);
                if (probe.state() == Probe.State.MISSING) {
                    throw DeviceErrors.broken(
                            probe.name(), "usable", probe.words() + System.lineSeparator() + "Maybe " + probe.remedy());
                }
            }
            for (Kind kind : kinds) {
                knobs.add(kind.open().apply(files));
            }
            return EdgeDevice.of(knobs, files);
        } catch (RuntimeException e) {
            try {
                EdgeDevice.closeAll(knobs, files);
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Looks at a device, changes nothing, and says what of it can be used: the connection first, when it is remote. */
    public static List<Probe> probe(DeviceSpec spec) {
        List<Probe> probes = new ArrayList<>();
        DeviceFiles files;
        try {
            files = files(spec);
        } catch (TestbedException | InputException e) {
            return List.of(Probe.missing(
                    "ssh",
                    String.valueOf(e.getMessage()),
                    "log in once with ssh as that user, with that key, and check the host's key"));
        }
        try (files) {
            if (spec.ssh() != null) {
                probes.add(Probe.ok("ssh", "connected to " + files.name()));
            }
            for (DeviceSpec.KnobSpec knob : spec.knobs()) {
                probes.add(kind(knob, spec, Path.of(""), told -> {}).probe().apply(files));
            }
            return probes;
        }
    }

    private static DeviceFiles files(DeviceSpec spec) {
        SshDevice.Options ssh = spec.ssh();
        return ssh == null ? new LocalFiles() : SshDevice.open(ssh);
    }

    private static Kind kind(DeviceSpec.KnobSpec knob, DeviceSpec spec, Path stateFolder, Consumer<String> told) {
        if (knob instanceof DeviceSpec.CpuShareSpec share) {
            if (spec.ssh() != null) {
                throw InputException.of(
                        "the kind cpu-share", "on this machine, as it limits this process", "a device over SSH");
            }
            CpuShare.Options own = CpuShare.Options.ofThisProcess();
            CpuShare.Options options = new CpuShare.Options(
                    own.pid(),
                    share.processors() == 0 ? own.processors() : share.processors(),
                    share.periodMicros(),
                    own.proc());
            return new Kind(files -> CpuShare.probe(files, options), files -> CpuShare.open(files, options));
        }
        if (knob instanceof CpuFrequency.Options frequency) {
            return new Kind(
                    files -> CpuFrequency.probe(files, frequency),
                    files -> CpuFrequency.open(files, frequency, stateFolder, told));
        }
        if (knob instanceof UsbPower.Options usb) {
            return new Kind(files -> UsbPower.probe(files, usb), files -> UsbPower.open(files, usb, stateFolder, told));
        }
        if (knob instanceof NvidiaGpu.Options nvidia) {
            return new Kind(files -> NvidiaGpu.probe(files, nvidia), files -> NvidiaGpu.open(files, nvidia));
        }
        return new Kind(files -> Probe.ok(NoAccelerator.NAME, "none, always off"), files -> new NoAccelerator());
    }
}
