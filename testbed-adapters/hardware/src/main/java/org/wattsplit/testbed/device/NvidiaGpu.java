package org.wattsplit.testbed.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * An NVIDIA GPU as the accelerator: visible to processes, or not. It changes nothing on the device: {@code on} checks
 * through {@code nvidia-smi} that the GPU is there, and {@link #environment} is what makes it visible, or hides it, to a
 * process that is started afterwards. One that runs already keeps what it has.
 */
public final class NvidiaGpu implements EdgeAccelerator {
    private final DeviceFiles files;
    private final Options options;
    private String value = OFF;
    private String visible = "";

    private NvidiaGpu(DeviceFiles files, Options options) {
        this.files = files;
        this.options = options;
    }

    /**
     * Which GPU.
     *
     * @param program the program, by name or path; default {@code nvidia-smi}
     * @param gpu its number or its UUID, as the program's option {@code --id} takes it; default 0
     * @param timeoutMillis for each call of the program; default 10,000
     */
    public record Options(
            @Default("nvidia-smi") String program,
            @Default("'0'") String gpu,
            @Default("10000") int timeoutMillis) implements DeviceSpec.KnobSpec {
        public Options {
            Check.notBlank("the program", program);
            Check.that(gpu.matches("[0-9]{1,3}|GPU-[0-9a-f-]{4,40}"), "the GPU", "a number or a UUID", gpu);
            Check.range("the timeout in milliseconds", 1, 600_000, timeoutMillis);
        }

        @Override
        public Probe probe(DeviceSpec.KnobHost host) {
            return NvidiaGpu.probe(host.files(), this);
        }

        @Override
        public DeviceKnob open(DeviceSpec.KnobHost host) {
            return NvidiaGpu.open(host.files(), this);
        }
    }

    /** What the program says of the GPU. */
    private record Gpu(String uuid, String name, OptionalDouble powerLimitWatts) {}

    /** Opens the GPU, hidden as long as nothing is set. */
    public static NvidiaGpu open(DeviceFiles files, Options options) {
        NvidiaGpu gpu = new NvidiaGpu(files, options);
        query(files, options);
        return gpu;
    }

    /** Whether the GPU is there. */
    public static Probe probe(DeviceFiles files, Options options) {
        try {
            Gpu gpu = query(files, options);
            if (gpu.powerLimitWatts().isEmpty()) {
                return new Probe(
                        NAME, Probe.State.DEGRADED, gpu.name() + ", without a power limit that can be read", "");
            }
            return Probe.ok(
                    NAME, gpu.name() + ", power limit " + gpu.powerLimitWatts().getAsDouble() + " W");
        } catch (TestbedException e) {
            return DeviceErrors.missing(NAME, e, "install the driver, or take the kind none");
        }
    }

    private static Gpu query(DeviceFiles files, Options options) {
        List<String> command = List.of(
                options.program(),
                "--id=" + options.gpu(),
                "--query-gpu=uuid,name,power.limit",
                "--format=csv,noheader,nounits");
        DeviceFiles.ProgramResult result = files.run(command, Duration.ofMillis(options.timeoutMillis()));
        if (result.exit() != 0) {
            throw DeviceErrors.broken(
                    "GPU " + options.gpu() + " of " + files.name(),
                    "visible to " + options.program(),
                    "exit " + result.exit() + ": " + (result.output() + " " + result.errors()).strip());
        }
        String[] fields = result.output().split(", *", -1);
        if (fields.length != 3 || !fields[0].startsWith("GPU-")) {
            throw DeviceErrors.broken(
                    "the output of " + String.join(" ", command), "a UUID, a name and a power limit", result.output());
        }
        OptionalDouble limit = fields[2].matches("[0-9]+(\\.[0-9]+)?")
                ? OptionalDouble.of(Double.parseDouble(fields[2]))
                : OptionalDouble.empty();
        return new Gpu(fields[0], fields[1], limit);
    }

    /** The power limit in watts, now; empty where the GPU does not say. */
    public OptionalDouble powerLimitWatts() {
        return query(files, options).powerLimitWatts();
    }

    /** The environment of processes that are to see the GPU, or not to see it. */
    public Map<String, String> environment() {
        return Map.of("CUDA_VISIBLE_DEVICES", visible);
    }

    @Override
    public String describe() {
        return "NVIDIA GPU " + options.gpu() + " of " + files.name() + ", visible to processes started later or not";
    }

    @Override
    public void set(String wanted) {
        check(wanted);
        visible = wanted.equals(ON) ? query(files, options).uuid() : "";
        value = wanted;
    }

    @Override
    public String read() {
        if (value.equals(ON) && !query(files, options).uuid().equals(visible)) {
            return "another GPU";
        }
        return value;
    }

    @Override
    public void close() {
        visible = "";
        value = OFF;
    }
}
