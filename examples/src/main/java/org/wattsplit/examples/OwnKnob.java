package org.wattsplit.examples;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.file.Path;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.testbed.device.DeviceFiles;
import org.wattsplit.testbed.device.DeviceKnob;
import org.wattsplit.testbed.device.DeviceSpec;
import org.wattsplit.testbed.device.Devices;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.device.Probe;
import org.wattsplit.testbed.live.LiveFile;

/** A hardware knob of one's own: a fan whose level is a number in a file, as Linux has them. */
public final class OwnKnob {
    private OwnKnob() {}

    /** Sets the fan of the {@code testbed.yaml} that is named to its level 2, and puts back what was there. */
    public static void main(String[] args) {
        System.out.println(set(Path.of(args[0]), "2") + " ms");
    }

    static double set(Path testbed, String level) {
        Registry registry = Registry.installed()
                .with(DeviceSpec.KnobSpec.Kind.class, DeviceSpec.KnobSpec.Kind.of(Fan.class, "a fan's level"));
        LiveFile file = LiveFile.read(testbed, registry);
        try (EdgeDevice device = Devices.open(file.device(), Path.of("state"), told -> {})) {
            return device.apply(new HardwareSetting(0, List.of("fan_level"), List.of(level)))
                    .millis();
        }
    }

    /**
     * The fan as a file describes it.
     *
     * @param path where its level is
     * @param most the largest level
     */
    @JsonTypeName("fan")
    record Fan(String path, int most) implements DeviceSpec.KnobSpec {
        Fan {
            Check.range("most", 1, 255, most);
        }

        @Override
        public Probe probe(DeviceSpec.KnobHost host) {
            return host.files().writable(path)
                    ? Probe.ok("fan_level", "level " + host.files().read(path))
                    : Probe.missing("fan_level", path + " cannot be written", "run as its owner");
        }

        @Override
        public DeviceKnob open(DeviceSpec.KnobHost host) {
            return new Level(host.files(), this);
        }
    }

    private static final class Level implements DeviceKnob {
        private final DeviceFiles files;
        private final Fan fan;
        private final String found;
        private String set = "";

        Level(DeviceFiles files, Fan fan) {
            this.files = files;
            this.fan = fan;
            found = files.read(fan.path());
        }

        @Override
        public String name() {
            return "fan_level";
        }

        @Override
        public String describe() {
            return "the fan at " + fan.path();
        }

        @Override
        public void check(String value) {
            if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > fan.most()) {
                throw InputException.of(name(), "between 0 and " + fan.most(), value);
            }
        }

        @Override
        public void set(String value) {
            check(value);
            files.write(fan.path(), value);
            set = value;
        }

        @Override
        public String disturbance() {
            String now = read();
            return set.isEmpty() || now.equals(set) ? "" : "the level is " + now + ", not " + set;
        }

        @Override
        public String read() {
            return files.read(fan.path());
        }

        @Override
        public void close() {
            // What another program has set since is not this one's to put back.
            if (read().equals(set)) {
                files.write(fan.path(), found);
            }
        }
    }
}
