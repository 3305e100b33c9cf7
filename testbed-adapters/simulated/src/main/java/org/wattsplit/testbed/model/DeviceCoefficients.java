package org.wattsplit.testbed.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * Coefficients of an edge device, its link and a cloud node for one network, as a YAML file. Lists over split layers
 * begin with layer 0, all in the cloud, and end with the last, all on the edge.
 *
 * <p>With split layer s, accelerator a and clock f in MHz: the head takes fixed(a, s) + clock(a, s) reference_mhz / f
 * ms, the transfer rtt + bytes(s) 8 / (1000 mbps) ms, the tail its listed time; the edge device draws its busy power during
 * the head and its waiting power until the answer, the cloud node its powers during the tail. At the last split layer
 * there is neither transfer nor tail.
 *
 * @param header format {@value #FORMAT}, version {@value #VERSION}
 * @param device what was modelled
 * @param network the network that it runs
 * @param referenceMhz the clock at which {@code clock_ms} is given
 * @param tensorBytes size of the tensor that is sent, in bytes, by split layer
 * @param accuracy top-1 accuracy by split layer, 0 to 1
 * @param edge heads by {@code edge_accelerator}
 * @param link the way to the cloud
 * @param cloud tails by {@code cloud_accelerator}
 * @param noise how repeated measurements vary; default not at all
 * @param answerBytes size of the answer that comes back, in bytes, at least 0, for scenarios whose link has a rate of the way
 *     back; null, the default, where it is not known
 */
public record DeviceCoefficients(
        FileHeader header,
        String device,
        String network,
        double referenceMhz,
        List<Long> tensorBytes,
        List<Double> accuracy,
        Map<String, Head> edge,
        Link link,
        Map<String, Tail> cloud,
        @Default("{}") Noise noise,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double answerBytes) {
    /** The header's format. */
    public static final String FORMAT = "device-model";

    /** The header's version. */
    public static final int VERSION = 1;

    /** Its readers. */
    public static final Format<DeviceCoefficients> FILE = Format.of(FORMAT, VERSION, DeviceCoefficients.class);

    static final String CLOCK = "cpu_freq_mhz";
    static final String EDGE = "edge_accelerator";
    static final String CLOUD = "cloud_accelerator";

    /** The knobs that coefficients are by. */
    private static final List<String> KNOBS = List.of(Knob.SPLIT_LAYER, CLOCK, EDGE, CLOUD);

    private static final List<String> BUNDLED = List.of("pi4-coral-gpu");

    public DeviceCoefficients {
        Check.positive("reference_mhz", referenceMhz);
        tensorBytes = List.copyOf(tensorBytes);
        Check.that(
                tensorBytes.stream().allMatch(bytes -> bytes >= 0), "tensor_bytes", "at least 0", (Object) tensorBytes);
        int cuts = tensorBytes.size();
        Check.that(cuts > 1, "tensor_bytes", "a list of two numbers or more", (Object) tensorBytes);
        accuracy = sized("accuracy", cuts, nonNegative("accuracy", accuracy));
        Check.that(accuracy.stream().allMatch(value -> value <= 1), "accuracy", "at most 1", accuracy);
        if (answerBytes != null) {
            Check.nonNegative("answer_bytes", answerBytes);
        }
        edge = Collections.unmodifiableMap(new LinkedHashMap<>(edge));
        cloud = Collections.unmodifiableMap(new LinkedHashMap<>(cloud));
        edge.forEach((accelerator, head) -> {
            sized("fixed_ms of " + accelerator, cuts, head.fixedMs());
            sized("clock_ms of " + accelerator, cuts, head.clockMs());
        });
        cloud.forEach((accelerator, tail) -> sized("ms of cloud accelerator " + accelerator, cuts, tail.ms()));
    }

    /**
     * Heads on the edge device with one of its accelerators.
     *
     * @param fixedMs the share of a head's time that the clock does not change, by split layer
     * @param clockMs the share that falls with the clock, at the reference clock, by split layer
     * @param clocksMhz the clocks that powers are known at, ascending
     * @param busyW power while the head runs, by clock
     * @param waitW power while the device waits for the answer, by clock
     */
    public record Head(
            List<Double> fixedMs,
            List<Double> clockMs,
            List<Double> clocksMhz,
            List<Double> busyW,
            List<Double> waitW) {
        public Head {
            fixedMs = nonNegative("fixed_ms", fixedMs);
            clockMs = nonNegative("clock_ms", clockMs);
            clocksMhz = nonNegative("clocks_mhz", clocksMhz);
            busyW = sized("busy_w", clocksMhz.size(), nonNegative("busy_w", busyW));
            waitW = sized("wait_w", clocksMhz.size(), nonNegative("wait_w", waitW));
        }
    }

    /**
     * The way to the cloud and back.
     *
     * @param rttMs round trip
     * @param mbps megabits per second
     */
    public record Link(double rttMs, double mbps) {
        public Link {
            Check.nonNegative("rtt_ms", rttMs);
            Check.positive("mbps", mbps);
        }
    }

    /**
     * Tails on the cloud node, with its accelerator or without.
     *
     * @param ms a tail's time by split layer
     * @param cpuW power of the node without its accelerator, idle power included
     * @param gpuW power of its accelerator
     */
    public record Tail(List<Double> ms, double cpuW, double gpuW) {
        public Tail {
            ms = nonNegative("ms", ms);
            Check.nonNegative("cpu_w", cpuW);
            Check.nonNegative("gpu_w", gpuW);
        }
    }

    /**
     * How repeated measurements vary: standard deviations of the logarithm of each time.
     *
     * @param edge of a head's time; default 0
     * @param transfer of the transfer; default 0
     * @param cloud of a tail's time; default 0
     */
    public record Noise(
            @Default("0") double edge,
            @Default("0") double transfer,
            @Default("0") double cloud) {
        public Noise {
            Check.nonNegative("edge", edge);
            Check.nonNegative("transfer", transfer);
            Check.nonNegative("cloud", cloud);
        }
    }

    private static List<Double> nonNegative(String name, List<Double> values) {
        values.forEach(value -> Check.nonNegative(name, value));
        return List.copyOf(values);
    }

    private static List<Double> sized(String name, int size, List<Double> values) {
        return Check.that(values.size() == size, name, "a list of " + size + " numbers", values);
    }

    /** Whether the coefficients of a device of that name are bundled. */
    public static boolean isBundled(String name) {
        return BUNDLED.contains(name);
    }

    /**
     * Whether they predict outcomes of a space: it has the knobs that they are by and no others, all split layers, and of the
     * other knobs no value that they lack.
     */
    public boolean know(ConfigurationSpace space) {
        return space.knobs().size() == KNOBS.size() && space.knobs().stream().allMatch(this::know);
    }

    private boolean know(Knob knob) {
        boolean numeric = knob.kind() == Knob.Kind.NUMERIC;
        double[] numbers = IntStream.range(0, knob.values().size())
                .mapToDouble(knob::number)
                .toArray();
        return switch (knob.name()) {
            case Knob.SPLIT_LAYER ->
                numeric
                        && Arrays.equals(
                                numbers,
                                IntStream.range(0, accuracy.size())
                                        .asDoubleStream()
                                        .toArray());
            case CLOCK -> numeric && Arrays.stream(numbers).allMatch(clocksMhz()::contains);
            case EDGE -> edge.keySet().containsAll(knob.values());
            case CLOUD -> cloud.keySet().containsAll(knob.values());
            default -> false;
        };
    }

    private List<Double> clocksMhz() {
        return edge.values().stream()
                .flatMap(head -> head.clocksMhz().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The knobs that they are by, with the values that they know. */
    String known() {
        return Knob.SPLIT_LAYER + " 0 to " + (accuracy.size() - 1) + ", " + CLOCK + " " + clocksMhz() + ", " + EDGE
                + " " + edge.keySet() + ", " + CLOUD + " " + cloud.keySet();
    }

    /**
     * Whether they are a dataset's own: they were fitted to its files, by their checksums, or it has the device's name and no
     * measurements.
     */
    public boolean areOf(Dataset dataset) {
        Map<String, String> fittedTo = header.inputs();
        boolean files = !fittedTo.isEmpty() && dataset.inputs().entrySet().containsAll(fittedTo.entrySet());
        return files || (dataset.table() == null && dataset.name().equals(device));
    }

    /** The bundled device of that name, or the one of a YAML file. */
    public static DeviceCoefficients of(String nameOrFile) {
        if (BUNDLED.contains(nameOrFile)) {
            String resource = nameOrFile + ".yaml";
            try (InputStream in = DeviceCoefficients.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks " + resource);
                }
                return FILE.readYaml(in, resource);
            } catch (IOException e) {
                throw Failures.reading(resource, e);
            }
        }
        if (nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")) {
            return FILE.readYaml(Path.of(nameOrFile));
        }
        throw InputException.of("the device", "one of " + BUNDLED + " or a .yaml file", nameOrFile);
    }

    /** Replaces a file with these coefficients, each section under a comment that says what it is. */
    public void write(Path path) {
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("What this file is and what it was made from.", Map.of("header", header));
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("device", device);
        names.put("network", network);
        sections.put("What is modelled.", names);
        sections.put("Clock that clock_ms is given at, in MHz.", Map.of("reference_mhz", referenceMhz));
        sections.put("""
                Tensor that is sent when the network is cut after each layer, in bytes, from layer 0,
                all in the cloud, to the last, all on the edge.""", Map.of("tensor_bytes", tensorBytes));
        sections.put("Top-1 accuracy by split layer, 0 to 1.", Map.of("accuracy", accuracy));
        sections.put("""
                Heads by edge accelerator: a head takes fixed_ms + clock_ms * reference_mhz / clock, in ms,
                by split layer; the device draws busy_w while it runs and wait_w until the answer, in W, by clock.""", Map.of("edge", edge));
        sections.put(
                "Way to the cloud: a transfer takes rtt_ms + tensor_bytes * 8 / (1000 * mbps), in ms.",
                Map.of("link", link));
        sections.put("""
                Tails by cloud accelerator: time in ms by split layer; power in W of the node without its
                accelerator, idle power included, and of the accelerator.""", Map.of("cloud", cloud));
        sections.put(
                "Spread between repeated measurements: standard deviation of the logarithm of each time.",
                Map.of("noise", noise));
        if (answerBytes != null) {
            sections.put("Answer that comes back, in bytes.", Map.of("answer_bytes", answerBytes));
        }
        AtomicFile.write(path, writer -> {
            for (Map.Entry<String, Object> section : sections.entrySet()) {
                writer.write("# " + section.getKey().replace("\n", "\n# ") + "\n");
                writer.write(Documents.toYaml(section.getValue()).replaceFirst("^---\\n", "") + "\n");
            }
        });
    }

    /** Time of a head in milliseconds. */
    double headMillis(String accelerator, int cut, double clockMhz) {
        Head head = head(accelerator);
        return head.fixedMs().get(cut) + head.clockMs().get(cut) * referenceMhz / clockMhz;
    }

    /** Power of the device in watts: while the head runs, or while it waits. */
    double edgeWatts(String accelerator, double clockMhz, boolean busy) {
        Head head = head(accelerator);
        int index = head.clocksMhz().indexOf(clockMhz);
        if (index < 0) {
            throw InputException.of("cpu_freq_mhz of device " + device, "one of " + head.clocksMhz(), clockMhz);
        }
        return (busy ? head.busyW() : head.waitW()).get(index);
    }

    /** Power of the device while the head runs, by clock. */
    ClockPower busy(String accelerator, double clockMhz) {
        Head head = head(accelerator);
        return new ClockPower(clockMhz, array(head.clocksMhz()), array(head.busyW()));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Time of a transfer in milliseconds; 0 where everything runs on the edge. */
    double transferMillis(int cut) {
        return cut == tensorBytes.size() - 1 ? 0 : link.rttMs() + tensorBytes.get(cut) * 8 / (1000 * link.mbps());
    }

    Head head(String accelerator) {
        Head head = edge.get(accelerator);
        if (head == null) {
            throw InputException.unknown("edge_accelerator of device " + device, accelerator, edge.keySet());
        }
        return head;
    }

    Tail tail(String accelerator) {
        Tail tail = cloud.get(accelerator);
        if (tail == null) {
            throw InputException.unknown("cloud_accelerator of device " + device, accelerator, cloud.keySet());
        }
        return tail;
    }
}
