package org.wattsplit.testbed.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wattsplit.framework.check.Check;

/** Says which meters this machine has. */
public final class Meters {
    static final Path SYS = Path.of("/sys");
    /** How long a meter may take to answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final String NVIDIA_SMI = "nvidia-smi";

    private Meters() {}

    static PowerMeter open(MeterSpec.Rapl rapl, Path sys, LongSupplier nanoTime) {
        return new RaplMeter(powercap(sys), rapl.zones(), nanoTime);
    }

    static PowerMeter open(MeterSpec.Hwmon hwmon, Path sys, LongSupplier nanoTime) {
        return new HwmonMeter(hwmon(sys), hwmon, nanoTime);
    }

    static PowerMeter open(MeterSpec.Nvidia nvidia, String library, Program program, LongSupplier nanoTime) {
        try {
            return new NvmlMeter(nvidia, Nvml.counter(library, nvidia.gpu()), LockSupport::parkNanos, nanoTime);
        } catch (MeterException e) {
            return new NvidiaMeter(nvidia, ", as for its energy counter " + e.getMessage(), program, nanoTime);
        }
    }

    /**
     * Looks for the meters of this machine: {@code rapl}, {@code hwmon}, {@code nvidia} and {@code utilisation}. Those on a
     * network are known by their address only.
     */
    public static List<Probe> probe() {
        return probe(SYS, NVIDIA_SMI);
    }

    static List<Probe> probe(Path sys, String nvidiaSmi) {
        return List.of(
                probe("rapl", () -> rapl(powercap(sys))),
                probe("hwmon", () -> sensors(hwmon(sys))),
                probe("nvidia", () -> {
                    double watts = new NvidiaMeter(
                                    new MeterSpec.Nvidia(nvidiaSmi, "0", 1000),
                                    "",
                                    Program.within(TIMEOUT),
                                    System::nanoTime)
                            .read()
                            .value();
                    return "accelerator 0 draws " + watts + " W";
                }),
                probe("utilisation", () -> {
                    double seconds = ProcessCpu.ofThisProcess().getAsDouble();
                    return String.format(
                            Locale.ROOT, "the processor time of this process is known, %.2f s so far", seconds);
                }));
    }

    private static Probe probe(String name, Supplier<String> look) {
        try {
            return new Probe(name, true, look.get());
        } catch (MeterException e) {
            return new Probe(name, false, String.valueOf(e.getMessage()));
        }
    }

    private static Path powercap(Path sys) {
        return sys.resolve("class/powercap");
    }

    private static Path hwmon(Path sys) {
        return sys.resolve("class/hwmon");
    }

    private static String rapl(Path powercap) {
        List<String> zones = new ArrayList<>();
        for (Path zone : zones(powercap)) {
            Figures.whole(zone.resolve("energy_uj"));
            zones.add(zone.getFileName() + " (" + Figures.word(zone.resolve("name")) + ")");
        }
        if (zones.isEmpty()) {
            throw new MeterException("there is no zone with a counter in " + powercap);
        }
        return "zones " + String.join(", ", zones);
    }

    private static List<Path> zones(Path powercap) {
        if (!Files.isDirectory(powercap)) {
            return List.of();
        }
        try (Stream<Path> zones = Files.list(powercap)) {
            return zones.filter(zone -> Files.exists(zone.resolve("energy_uj")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Figures.unreadable(powercap, e);
        }
    }

    private static String sensors(Path hwmon) {
        List<HwmonSensor> sensors = HwmonSensor.all(hwmon);
        if (sensors.isEmpty()) {
            throw new MeterException("there is no chip that knows power in " + hwmon);
        }
        return "sensors " + sensors.stream().map(HwmonSensor::toString).collect(Collectors.joining(", "));
    }

    /**
     * Whether a kind of meter is there.
     *
     * @param name the kind
     * @param ok whether it can be read now
     * @param words what was found, or what is missing
     */
    public record Probe(String name, boolean ok, String words) {
        public Probe {
            Check.notBlank("the meter's name", name);
        }
    }
}
