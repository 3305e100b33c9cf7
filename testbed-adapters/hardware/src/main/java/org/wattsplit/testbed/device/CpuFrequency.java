package org.wattsplit.testbed.device;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The processor's frequency through Linux's cpufreq, in MHz, the same for each of its policies (groups of processors with
 * one clock).
 *
 * <p>By {@link Mode#USERSPACE} the governor of that name sets the frequency, and its {@code scaling_setspeed} reads back
 * what the driver was asked for; firmware may hold the clock below it. By {@link Mode#BOUNDS} the least and the greatest frequency are set to the same value and read
 * back; it is left to the driver to keep them. What was found, governor and bounds, is put back on {@link #close}, or by
 * the next {@link #open} when the process died before.
 */
public final class CpuFrequency implements DeviceKnob {
    /** The knob's name. */
    public static final String NAME = "cpu_freq_mhz";

    private static final String GOVERNOR = "/scaling_governor";
    private static final String SPEED = "/scaling_setspeed";
    private static final String LEAST = "/scaling_min_freq";
    private static final String GREATEST = "/scaling_max_freq";
    private static final String USERSPACE = "userspace";
    /** What is kept of a policy, as {@code FILE=TEXT}. */
    private static final Pattern FOUND = Pattern.compile(
            "/.*/policy[0-9]+/scaling_(governor=[A-Za-z0-9_-]+|(setspeed|min_freq|max_freq)=[0-9]{1,12})");

    private static final String KNOB_FOR_EACH =
            "have a knob for each of them: policies: [policy0] of this one, and another with a name such as " + NAME
                    + "_big";

    private final DeviceFiles files;
    private final Mode mode;
    private final CpuPolicies policies;
    private final String name;
    private final FoundState state;
    private @Nullable Map<String, String> found;
    private String value = "";

    private CpuFrequency(DeviceFiles files, Options options, Path stateFolder) {
        this.files = files;
        this.mode = options.mode();
        this.name = options.name();
        this.policies = CpuPolicies.read(files, options);
        this.state = new FoundState(stateFolder, FoundState.Locks.of(policies.folders()), files.name(), name);
    }

    /** How a frequency is set. */
    public enum Mode {
        /** By the governor {@code userspace}. */
        USERSPACE,
        /** By the bounds of whatever governor there is. */
        BOUNDS
    }

    /**
     * Which clocks are set, and how.
     *
     * @param root where the policies are; default {@value #ROOT}
     * @param policies the names of the policies, such as {@code policy0}; empty, the default, for all
     * @param mode how a frequency is set
     * @param name the knob's name, {@value CpuFrequency#NAME} or one that begins with it and {@code _}: where clusters have
     *     clocks of their own, each is a knob; default {@value CpuFrequency#NAME}
     */
    public record Options(
            @Default(Options.ROOT) String root,
            @Default("[]") List<String> policies,
            Mode mode,
            @Default(NAME) String name)
            implements DeviceSpec.KnobSpec {
        /** Where Linux has the policies. */
        public static final String ROOT = "/sys/devices/system/cpu/cpufreq";

        public Options {
            policies = List.copyOf(policies);
            policies.forEach(policy ->
                    Check.that(policy.matches("policy[0-9]+"), "every policy", "policy and a number", policy));
            Check.that(
                    name.matches(NAME + "(_[a-z0-9_]+)?"),
                    "the knob's name",
                    NAME + ", or that followed by _ and lower-case words",
                    name);
        }

        /** Clocks of those policies, all where there are none, as the knob {@value CpuFrequency#NAME}. */
        public static Options of(String root, List<String> policies, Mode mode) {
            return new Options(root, policies, mode, NAME);
        }

        /** Whether both set the same policy. */
        boolean meets(Options other) {
            return root.equals(other.root)
                    && (policies.isEmpty()
                            || other.policies.isEmpty()
                            || policies.stream().anyMatch(other.policies::contains));
        }

        @Override
        public Probe probe(DeviceSpec.KnobHost host) {
            return CpuFrequency.probe(host.files(), this);
        }

        @Override
        public DeviceKnob open(DeviceSpec.KnobHost host) {
            return CpuFrequency.open(host.files(), this, host.stateFolder(), host.told());
        }
    }

    /**
     * Opens the clocks, without a change yet; no other process of this machine has them until {@link #close}.
     *
     * @param stateFolder where what was found is kept until it was put back
     * @param told hears what was put back after a process that died
     */
    public static CpuFrequency open(DeviceFiles files, Options options, Path stateFolder, Consumer<String> told) {
        CpuFrequency frequency = new CpuFrequency(files, options, stateFolder);
        frequency.state.recover(frequency::restore, told);
        return frequency;
    }

    /** Whether the clocks can be set, without a change. */
    public static Probe probe(DeviceFiles files, Options options) {
        try {
            return look(files, options);
        } catch (TestbedException e) {
            return DeviceErrors.missing(options.name(), e, "docs/device.md");
        }
    }

    private static Probe look(DeviceFiles files, Options options) {
        String name = options.name();
        List<String> folders = CpuPolicies.folders(files, options);
        if (folders.isEmpty() || !folders.stream().allMatch(files::exists)) {
            return Probe.missing(
                    name,
                    "no cpufreq policy " + (folders.isEmpty() ? "in " + options.root() : "among " + folders) + " on "
                            + files.name(),
                    "a virtual machine has none; the kind cpu-share stands in for throughput");
        }
        CpuPolicies policies = CpuPolicies.read(files, options);
        List<String> needed = options.mode() == Mode.USERSPACE ? List.of(GOVERNOR, SPEED) : List.of(LEAST, GREATEST);
        for (String folder : policies.folders()) {
            String governors = folder + "/scaling_available_governors";
            if (options.mode() == Mode.USERSPACE
                    && !List.of(files.read(governors).split(" ", -1)).contains(USERSPACE)) {
                return Probe.missing(
                        name, governors + " lacks userspace", "load cpufreq_userspace, or take the mode bounds");
            }
            for (String file : needed) {
                if (!files.writable(folder + file)) {
                    return Probe.missing(
                            name, folder + file + " cannot be written", "run as root, or allow the user to write it");
                }
            }
        }
        String words = "cpufreq on " + files.name() + ": " + policies.describe(files);
        if (policies.common().isEmpty()) {
            return Probe.missing(name, words + "; none in common", KNOB_FOR_EACH);
        }
        return policies.differ()
                ? new Probe(
                        name,
                        Probe.State.DEGRADED,
                        words + "; for all of them " + policies.common().rule(),
                        KNOB_FOR_EACH)
                : Probe.ok(name, words);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String describe() {
        int count = policies.online().size();
        return "CPU frequency by cpufreq's " + (mode == Mode.USERSPACE ? "governor userspace" : "bounds") + ", " + count
                + (count == 1 ? " policy" : " policies") + " of " + files.name();
    }

    @Override
    public void check(String wanted) {
        khz(wanted);
    }

    private String khz(String wanted) {
        Clocks common = policies.common();
        BigDecimal khz;
        try {
            khz = new BigDecimal(wanted).movePointRight(3);
        } catch (NumberFormatException e) {
            throw InputException.of(name, common.rule(), wanted);
        }
        if (!common.offers(khz)) {
            InputException refused = InputException.of(name, common.rule(), wanted);
            boolean some = policies.online().values().stream().anyMatch(clocks -> clocks.offers(khz));
            throw some ? refused.maybe(KNOB_FOR_EACH) : refused;
        }
        return khz.toBigIntegerExact().toString();
    }

    @Override
    public void set(String wanted) {
        String khz = khz(wanted);
        if (found == null) {
            Map<String, String> before = look();
            state.keep(before);
            found = before;
            if (mode == Mode.USERSPACE) {
                files.exchange(
                        policies.folders().stream()
                                .map(folder -> new DeviceFiles.Write(folder + GOVERNOR, USERSPACE))
                                .toList(),
                        List.of());
            }
        }
        value = "";
        List<DeviceFiles.Write> writes = new ArrayList<>();
        Map<String, String> expected = new LinkedHashMap<>();
        policies.online().forEach((folder, clocks) -> {
            if (mode == Mode.USERSPACE) {
                writes.add(new DeviceFiles.Write(folder + SPEED, khz));
                expected.put(folder + GOVERNOR, USERSPACE);
                expected.put(folder + SPEED, khz);
            } else {
                bounds(folder, Long.toString(clocks.leastKhz()), khz, khz, writes);
                expected.put(folder + LEAST, khz);
                expected.put(folder + GREATEST, khz);
            }
        });
        exchange(writes, expected);
        value = wanted;
    }

    /** The least may never be above the greatest, so it goes down first. */
    private static void bounds(
            String folder, String floor, String least, String greatest, List<DeviceFiles.Write> writes) {
        writes.add(new DeviceFiles.Write(folder + LEAST, floor));
        writes.add(new DeviceFiles.Write(folder + GREATEST, greatest));
        writes.add(new DeviceFiles.Write(folder + LEAST, least));
    }

    private void exchange(List<DeviceFiles.Write> writes, Map<String, String> expected) {
        List<String> paths = List.copyOf(expected.keySet());
        List<String> texts = files.exchange(writes, paths);
        for (int i = 0; i < paths.size(); i++) {
            String wanted = expected.getOrDefault(paths.get(i), "");
            if (!texts.get(i).equals(wanted)) {
                throw DeviceErrors.broken(paths.get(i), wanted + ", as it was written", texts.get(i));
            }
        }
    }

    /** Governor, bounds and, where it means something, the frequency set, of each policy. */
    private Map<String, String> look() {
        List<String> paths = policies.folders().stream()
                .flatMap(folder -> Stream.of(GREATEST, LEAST, GOVERNOR, SPEED).map(file -> folder + file))
                .filter(path -> !path.endsWith(SPEED) || files.exists(path))
                .toList();
        List<String> texts = files.exchange(List.of(), paths);
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            if (!paths.get(i).endsWith(SPEED) || texts.get(i).matches("[0-9]+")) {
                all.put(paths.get(i), texts.get(i));
            }
        }
        return all;
    }

    private void restore(Map<String, String> before) {
        Map<String, Map<String, String>> byPolicy = new LinkedHashMap<>();
        before.forEach((path, text) -> {
            if (!FOUND.matcher(path + "=" + text).matches()) {
                throw DeviceErrors.broken(
                        "what is put back", "a governor or a frequency of a policy", path + "=" + text);
            }
            byPolicy.computeIfAbsent(path.substring(0, path.lastIndexOf('/')), folder -> new LinkedHashMap<>())
                    .put(path, text);
        });
        @Nullable RuntimeException failure = null;
        // One by one: an exchange has a largest size, and a policy that went offline may not stand in the others' way.
        for (Map.Entry<String, Map<String, String>> policy : byPolicy.entrySet()) {
            try {
                restore(policy.getKey(), policy.getValue());
            } catch (TestbedException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void restore(String folder, Map<String, String> before) {
        List<DeviceFiles.Write> writes = new ArrayList<>();
        before.forEach((path, text) -> {
            if (path.endsWith(GREATEST)) {
                String least = before.getOrDefault(folder + LEAST, text);
                bounds(folder, files.read(folder + "/cpuinfo_min_freq"), least, text, writes);
            } else if (!path.endsWith(LEAST)) {
                writes.add(new DeviceFiles.Write(path, text));
            }
        });
        exchange(writes, before);
    }

    @Override
    public String read() {
        String first = mode == Mode.USERSPACE ? GOVERNOR : LEAST;
        String second = mode == Mode.USERSPACE ? SPEED : GREATEST;
        List<String> texts = files.exchange(
                List.of(),
                policies.folders().stream()
                        .flatMap(folder -> Stream.of(folder + first, folder + second))
                        .toList());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            words.add(words(texts.get(i), texts.get(i + 1)));
        }
        String all = words.stream().distinct().collect(Collectors.joining(", "));
        return !value.isEmpty() && all.equals(Clocks.mhz(Long.parseLong(khz(value)))) ? value : all;
    }

    private String words(String first, String second) {
        if (mode == Mode.USERSPACE) {
            return first.equals(USERSPACE) ? Clocks.mhz(Clocks.khz(SPEED, second)) : "left to the governor " + first;
        }
        String least = Clocks.mhz(Clocks.khz(LEAST, first));
        String greatest = Clocks.mhz(Clocks.khz(GREATEST, second));
        return least.equals(greatest) ? least : least + " to " + greatest;
    }

    @Override
    public void close() {
        Map<String, String> before = found;
        try {
            if (before != null) {
                restore(before);
                state.forget();
                found = null;
            }
        } finally {
            state.letGo();
        }
    }
}
