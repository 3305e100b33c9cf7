package org.wattsplit.testbed.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.device.DeviceSpec.KnobHost;

/** Opens devices that files describe, and looks at them beforehand. */
public final class Devices {
    private Devices() {}

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
            KnobHost host = new KnobHost(files, spec.ssh() != null, stateFolder, told);
            for (DeviceSpec.KnobSpec knob : spec.knobs()) {
                Probe probe = knob.probe(host);
                if (probe.state() == Probe.State.MISSING) {
                    throw DeviceErrors.broken(
                            probe.name(), "usable", probe.words() + System.lineSeparator() + "Maybe " + probe.remedy());
                }
            }
            for (DeviceSpec.KnobSpec knob : spec.knobs()) {
                knobs.add(knob.open(host));
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
            return List.of(DeviceErrors.missing(
                    "ssh", e, "log in once with ssh as that user, with that key, and check the host's key"));
        }
        try (files) {
            if (spec.ssh() != null) {
                probes.add(Probe.ok("ssh", "connected to " + files.name()));
            }
            probes.addAll(probe(spec, files));
            return probes;
        }
    }

    /** Looks at the knobs of a device, and at what holds its clocks down; each has its probe, whatever happens to another. */
    static List<Probe> probe(DeviceSpec spec, DeviceFiles files) {
        KnobHost host = new KnobHost(files, spec.ssh() != null, Path.of(""), told -> {});
        List<Probe> probes = new ArrayList<>();
        for (DeviceSpec.KnobSpec knob : spec.knobs()) {
            probes.add(probe(knob, host, "knob " + (probes.size() + 1)));
        }
        try {
            FirmwareThrottling.probe(files).ifPresent(probes::add);
        } catch (TestbedException e) {
            // The connection is lost, which the knobs say.
            return probes;
        }
        return probes;
    }

    private static Probe probe(DeviceSpec.KnobSpec knob, KnobHost host, String name) {
        try {
            return knob.probe(host);
        } catch (RuntimeException e) {
            // A knob of somebody else's may fail with anything, and the others are to be seen all the same.
            return DeviceErrors.missing(name, e, "docs/device.md");
        }
    }

    private static DeviceFiles files(DeviceSpec spec) {
        SshDevice.Options ssh = spec.ssh();
        return ssh == null ? new LocalFiles() : SshDevice.open(ssh);
    }
}
