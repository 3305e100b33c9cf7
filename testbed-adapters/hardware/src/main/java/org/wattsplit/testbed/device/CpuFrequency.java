package org.wattsplit.testbed.device;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * back; it is left to the driver to keep them. What was found of these is put back on {@link #close}, or by the next
 * {@link #open} when the process died before, but for what another program has set since.
 *
 * <p>What another program sets meanwhile is told by {@link #disturbance}. The next {@link #set} after that sets it anew, once, and
 * has it put back at the end in the place of what was found. Where another program changes it again, it holds it: then it stays.
 */
public final class CpuFrequency implements DeviceKnob {
    /** The knob's name. */
    public static final String NAME = "cpu_freq_mhz";

    /** What is kept of a policy, as {@code FILE=TEXT}. */
    private static final Pattern FOUND = Pattern.compile(
            "/.*/policy[0-9]+/scaling_(governor=[A-Za-z0-9_-]+|(setspeed|min_freq|max_freq)=[0-9]{1,12})");

    private static final String KNOB_FOR_EACH =
            "have a knob for each of them: policies: [policy0] of this one, and another with a name such as " + NAME
                    + "_big";

    private final DeviceFiles files;
    private final CpuPolicies policies;
    private final CpuClockFiles clocks;
    private final String name;
    private final FoundState state;
    private final Consumer<String> told;
    private final String root;
    /** Looked for where it is asked for first. */
    private @Nullable Throttling throttling;

    private @Nullable Map<String, String> found;
    /** The bounds at the first change, where they are not set. */
    private Map<String, String> bounds = Map.of();

    private String value = "";
    private String held = "";
    /** What was set last and read back, in kHz; empty as long as nothing was. */
    private String setKhz = "";
    /** What was written since, as {@code FILE=TEXT}; empty where it read back. */
    private final Set<String> tried = new HashSet<>();
    /** What another program has put into files that this sets, by the last look. */
    private final Map<String, String> others = new LinkedHashMap<>();
    /** What held the clock down at the last look. */
    private List<String> throttled = List.of();
    /** Whether the last look told anything. */
    private boolean disturbed;
    /** Whether it was set anew after another program had set it. */
    private boolean taken;

    private CpuFrequency(DeviceFiles files, Options options, Path stateFolder, Consumer<String> told) {
        this.files = files;
        this.told = told;
        this.root = options.root();
        this.name = options.name();
        this.policies = CpuPolicies.read(files, options);
        this.clocks = new CpuClockFiles(files, options.mode(), policies);
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
        CpuFrequency frequency = new CpuFrequency(files, options, stateFolder, told);
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
        List<String> needed = options.mode() == Mode.USERSPACE
                ? List.of(CpuClockFiles.GOVERNOR, CpuClockFiles.SPEED)
                : List.of(CpuClockFiles.LEAST, CpuClockFiles.GREATEST);
        for (String folder : policies.folders()) {
            String governors = folder + "/scaling_available_governors";
            if (options.mode() == Mode.USERSPACE
                    && !List.of(files.read(governors).split(" ", -1)).contains(CpuClockFiles.USERSPACE)) {
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
        return "CPU frequency by cpufreq's " + (clocks.mode() == Mode.USERSPACE ? "governor userspace" : "bounds")
                + ", " + count + (count == 1 ? " policy" : " policies") + " of " + files.name();
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
            boolean some = policies.online().values().stream().anyMatch(one -> one.offers(khz));
            throw some ? refused.maybe(KNOB_FOR_EACH) : refused;
        }
        return khz.toBigIntegerExact().toString();
    }

    @Override
    public void set(String wanted) {
        String khz = khz(wanted);
        held = "";
        Map<String, String> before = found;
        boolean anew = before == null || !others.isEmpty();
        if (before == null) {
            before = clocks.found();
            bounds = clocks.foundBounds();
            state.keep(before);
            found = before;
        } else if (anew) {
            found = withOthers(before, khz);
            state.keepInstead(found);
            others.clear();
            taken = true;
        }
        value = "";
        List<DeviceFiles.Write> writes = clocks.writes(khz, anew);
        tried.clear();
        writes.forEach(write -> tried.add(write.path() + "=" + write.text()));
        requireWithin(khz, written(writes, khz));
        value = wanted;
        setKhz = khz;
        tried.clear();
    }

    /** Writes and reads back; the bounds of another's that the frequency lies beyond. */
    private List<String> written(List<DeviceFiles.Write> writes, String khz) {
        try {
            return clocks.set(writes, khz, bounds);
        } catch (TestbedException e) {
            // The kernel says at once what such a bound, or heat, makes of a frequency.
            List<String> outside = clocks.outside(khz, bounds);
            held = String.join(", ", outside.isEmpty() ? throttled : outside);
            throw e;
        }
    }

    /** What is put back where this sets anew what another program has set: what that one wanted. */
    private Map<String, String> withOthers(Map<String, String> before, String khz) {
        if (taken) {
            held = "another program has set it again: " + others;
            throw DeviceErrors.broken(name, "left as it was set anew, after another program had set it", others);
        }
        requireWithin(khz, clocks.outside(khz, bounds));
        Map<String, String> all = new LinkedHashMap<>(before);
        all.putAll(others);
        all.entrySet().removeIf(file -> !isState(file.getKey(), file.getValue()));
        return all;
    }

    private void requireWithin(String khz, List<String> outside) {
        if (!outside.isEmpty()) {
            held = String.join(", ", outside);
            throw DeviceErrors.broken("the bounds of " + name, "around " + khz + " kHz, which they hold", held);
        }
    }

    @Override
    public String disturbance() {
        if (setKhz.isEmpty()) {
            return "";
        }
        CpuClockFiles.Seen seen = clocks.seen(setKhz, bounds);
        others.clear();
        others.putAll(seen.others());
        List<String> words = new ArrayList<>(seen.words());
        if (throttling == null) {
            throttling = Throttling.beside(files, root);
        }
        throttled = throttling.seen();
        words.addAll(throttled);
        if (!throttled.isEmpty()) {
            // Cooling lowers bounds, too, which is nothing to put back.
            others.clear();
        }
        disturbed = !words.isEmpty();
        return String.join(", ", words);
    }

    @Override
    public String held() {
        return held;
    }

    /** Puts back what a process found that is no more. */
    private void restore(Map<String, String> before) {
        before.forEach((path, text) -> {
            if (!isState(path, text)) {
                throw DeviceErrors.broken(
                        "what is put back", "a governor or a frequency of a policy", path + "=" + text);
            }
        });
        tell(CpuPutBack.run(files, before, null));
    }

    private static boolean isState(String path, String text) {
        return FOUND.matcher(path + "=" + text).matches();
    }

    private void tell(List<String> left) {
        if (!left.isEmpty()) {
            told.accept("left " + name + " of " + files.name() + " as another program has set it: "
                    + String.join(", ", left));
        }
    }

    @Override
    public String read() {
        String first = clocks.mode() == Mode.USERSPACE ? CpuClockFiles.GOVERNOR : CpuClockFiles.LEAST;
        String second = clocks.mode() == Mode.USERSPACE ? CpuClockFiles.SPEED : CpuClockFiles.GREATEST;
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
        if (clocks.mode() == Mode.USERSPACE) {
            return first.equals(CpuClockFiles.USERSPACE)
                    ? Clocks.mhz(Clocks.khz(CpuClockFiles.SPEED, second))
                    : "left to the governor " + first;
        }
        String least = Clocks.mhz(Clocks.khz(CpuClockFiles.LEAST, first));
        String greatest = Clocks.mhz(Clocks.khz(CpuClockFiles.GREATEST, second));
        return least.equals(greatest) ? least : least + " to " + greatest;
    }

    @Override
    public void close() {
        Map<String, String> before = found;
        List<String> left = List.of();
        try {
            if (before != null) {
                left = CpuPutBack.run(files, before, this::isOwn);
                state.forget();
                found = null;
            }
        } finally {
            state.letGo();
        }
        tell(left);
        if (!left.isEmpty() && !disturbed) {
            throw DeviceErrors.broken(name, "as it was set until it was put back", String.join(", ", left));
        }
    }

    /** Whether a file holds what this wrote; all that it holds is taken for that as long as nothing could be set. */
    private boolean isOwn(String path, String text) {
        return setKhz.isEmpty() || text.equals(clocks.expected(setKhz).get(path)) || tried.contains(path + "=" + text);
    }
}
