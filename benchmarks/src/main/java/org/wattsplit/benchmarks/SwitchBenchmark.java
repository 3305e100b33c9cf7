package org.wattsplit.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.testbed.device.CpuFrequency;
import org.wattsplit.testbed.device.CpuShare;
import org.wattsplit.testbed.device.DeviceSpec;
import org.wattsplit.testbed.device.Devices;
import org.wattsplit.testbed.device.EdgeDevice;

/**
 * The time of one change of the hardware setting on this machine, reading back included. A CPU share is the kernel's, and needs
 * control groups that may be written; a frequency is that of a folder like cpufreq's with four policies, whose files nobody
 * but the knob acts on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SwitchBenchmark {
    private static final int POLICIES = 4;

    /** The knob that is set. */
    @Param({"cpu_share", "cpu_freq_mhz"})
    public String knob;

    private Path folder;
    private EdgeDevice device;
    private HardwareSetting[] settings;
    private int next;

    /** Opens the device. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("wattsplit-switch");
        boolean share = knob.equals(CpuShare.NAME);
        DeviceSpec.KnobSpec spec;
        if (share) {
            spec = new DeviceSpec.CpuShareSpec(0, 0);
        } else {
            Path root = folder.resolve("cpufreq");
            for (int policy = 0; policy < POLICIES; policy++) {
                standIn(root.resolve("policy" + policy));
            }
            spec = CpuFrequency.Options.of(root.toString(), List.of(), CpuFrequency.Mode.BOUNDS);
        }
        device = Devices.open(DeviceSpec.ofThisMachine(List.of(spec)), folder.resolve("state"), System.err::println);
        List<String> values = share ? List.of("0.5", "0.25") : List.of("600", "1800");
        settings = new HardwareSetting[] {
            new HardwareSetting(0, List.of(knob), List.of(values.get(0))),
            new HardwareSetting(1, List.of(knob), List.of(values.get(1)))
        };
    }

    private static void standIn(Path policy) throws IOException {
        Files.createDirectories(policy);
        for (Map.Entry<String, String> file : Map.of(
                        "cpuinfo_min_freq", "600000",
                        "cpuinfo_max_freq", "1800000",
                        "scaling_available_frequencies", "600000 1800000",
                        "scaling_available_governors", "ondemand performance",
                        "scaling_governor", "ondemand",
                        "scaling_min_freq", "600000",
                        "scaling_max_freq", "1800000")
                .entrySet()) {
            Files.writeString(policy.resolve(file.getKey()), file.getValue() + "\n");
        }
    }

    /** Puts the device back. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        device.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One change. */
    @Benchmark
    public EdgeDevice.Switch change() {
        next ^= 1;
        return device.apply(settings[next]);
    }
}
