package org.wattsplit.testbed.device;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The share of the processors' time that a process gets, by a quota of its control group, version 1 or 2. It stands in
 * for a processor's frequency where that cannot be set: throughput falls with it, but the processor runs at its full
 * clock and then waits for the rest of each period, so that neither power nor the time of one short operation is that of
 * a lower clock.
 *
 * <p>Values are numbers above 0, at most 1: {@code 1} sets no limit, {@code 0.25} lets the process have a quarter of the
 * time of all processors in each period. The quota is rounded to a microsecond, and is at least 1000. A JVM that computes
 * the number of its processors after it was started does not see the quota.
 *
 * <p>The process gets a group {@code wattsplit/PID} below the hierarchy's mount, with everything that it has started and
 * starts, and goes back to the group that it came from on {@link #close}. A process that dies without it leaves an empty
 * group, which the next one that opens this knob removes. The empty group {@code wattsplit} stays, and in version 2 the
 * controller stays enabled for groups below the mount. Where another program has put the process into another group, it stays
 * there.
 */
public final class CpuShare implements DeviceKnob {
    /** The knob's name. */
    public static final String NAME = "cpu_share";

    /** The kernel takes no smaller quota. */
    private static final int LEAST_QUOTA_MICROS = 1000;

    private static final int MOST_PERIOD_MICROS = 1_000_000;

    private static final String PARENT = "wattsplit";
    private static final String PROCESSES = "cgroup.procs";
    /** Processes may start others while they are moved. */
    private static final int MOVING_ROUNDS = 10;

    private final DeviceFiles files;
    private final Options options;
    private final Consumer<String> told;
    private final CpuHierarchy hierarchy;
    private final String origin;
    private final String parent;
    private final String group;
    private String value = "1";
    private String held = "";
    /** Whether a look has told already that the process is in another group. */
    private boolean seenElsewhere;

    private boolean closed;

    private CpuShare(DeviceFiles files, Options options, Consumer<String> told) {
        this.files = files;
        this.options = options;
        this.told = told;
        this.hierarchy = CpuHierarchy.find(files, options);
        this.parent = hierarchy.mount() + "/" + PARENT;
        this.group = parent + "/" + options.pid();
        this.origin = hierarchy.groupOf(files, options);
    }

    /**
     * Which process is limited, and of what.
     *
     * @param pid the process
     * @param processors the processors whose time is shared, at least 1
     * @param periodMicros after how long the quota is there anew, 1000 to 1000000; or 0 for as short as the kernel takes it
     *     at each share: a process runs at full speed until its quota is spent, so that an operation shorter than that is not
     *     slowed down at all
     * @param proc where the kernel's process files are, {@code /proc} but for tests
     */
    public record Options(long pid, int processors, int periodMicros, String proc) {
        public Options {
            Check.that(pid > 0, "the process id", "above 0", pid);
            Check.range("the number of processors", 1, 4096, processors);
            Check.that(
                    periodMicros == 0 || (periodMicros >= LEAST_QUOTA_MICROS && periodMicros <= MOST_PERIOD_MICROS),
                    "the period in microseconds",
                    "0, or between " + LEAST_QUOTA_MICROS + " and " + MOST_PERIOD_MICROS,
                    periodMicros);
        }

        /** A process with all processors of this machine, in the shortest periods. */
        public static Options of(long pid) {
            return new Options(pid, Runtime.getRuntime().availableProcessors(), 0, "/proc");
        }

        /** This process. */
        public static Options ofThisProcess() {
            return of(ProcessHandle.current().pid());
        }
    }

    /** Whether there are control groups that can be written, without a change. */
    public static Probe probe(DeviceFiles files, Options options) {
        try {
            CpuHierarchy hierarchy = CpuHierarchy.find(files, options);
            if (!files.writable(hierarchy.mount())) {
                return Probe.missing(
                        NAME, hierarchy.mount() + " cannot be written", "run as root, or allow the user to write it");
            }
            hierarchy.groupOf(files, options);
            hierarchy.requireEnabling(files, hierarchy.mount());
            return Probe.ok(
                    NAME, "cgroup " + hierarchy.version() + " at " + hierarchy.mount() + ", a stand-in for frequency");
        } catch (TestbedException e) {
            return DeviceErrors.missing(NAME, e, "mount a hierarchy of control groups with the CPU controller");
        }
    }

    /**
     * Puts the process into a group of its own, without a limit yet.
     *
     * @param told hears at the end where the process stays in another group, into which another program has put it
     */
    public static CpuShare open(DeviceFiles files, Options options, Consumer<String> told) {
        CpuShare share = new CpuShare(files, options, told);
        share.enter();
        return share;
    }

    /** This process on this machine. */
    public static CpuShare ofThisProcess() {
        return open(new LocalFiles(), Options.ofThisProcess(), System.err::println);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String describe() {
        return "CPU share of process " + options.pid() + " by cgroup " + hierarchy.version()
                + (options.periodMicros() == 0
                        ? " in the shortest periods"
                        : " in periods of " + options.periodMicros() + " us")
                + ", a stand-in for frequency";
    }

    private void enter() {
        if (origin.equals(group)) {
            throw DeviceErrors.broken("process " + options.pid(), "in a group of others, to leave it", group);
        }
        hierarchy.enable(files, hierarchy.mount());
        files.makeFolder(parent);
        hierarchy.enable(files, parent);
        removeLeftovers();
        files.makeFolder(group);
        try {
            write(BigDecimal.ONE, new DeviceFiles.Write(group + "/" + PROCESSES, Long.toString(options.pid())));
        } catch (RuntimeException e) {
            try {
                leave();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Removes the empty groups of processes that are no more. */
    private void removeLeftovers() {
        files.list(parent).stream()
                .filter(name -> name.matches("[0-9]+") && !files.exists(options.proc() + "/" + name))
                .forEach(name -> removeLeftover(parent + "/" + name));
    }

    private void removeLeftover(String leftover) {
        try {
            if (files.read(leftover + "/" + PROCESSES).isEmpty()) {
                files.removeFolder(leftover);
            }
        } catch (TestbedException e) {
            // Another process removes it at the same time, or it cannot be removed: it harms nobody.
            return;
        }
    }

    @Override
    public void check(String wanted) {
        share(wanted);
    }

    private BigDecimal share(String wanted) {
        String rule = "a number above 0, at most 1";
        BigDecimal share;
        try {
            share = new BigDecimal(wanted);
        } catch (NumberFormatException e) {
            throw InputException.of(NAME, rule, wanted);
        }
        if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw InputException.of(NAME, rule, wanted);
        }
        if (quotaMicros(share) < LEAST_QUOTA_MICROS) {
            throw InputException.of(
                    NAME,
                    "a share of at least " + LEAST_QUOTA_MICROS + " us in each period of " + periodMicros(share)
                            + " us on " + options.processors() + " processors",
                    wanted);
        }
        return share;
    }

    private int periodMicros(BigDecimal share) {
        if (options.periodMicros() > 0) {
            return options.periodMicros();
        }
        return BigDecimal.valueOf(LEAST_QUOTA_MICROS)
                .divide(share.multiply(BigDecimal.valueOf(options.processors())), 0, RoundingMode.CEILING)
                .max(BigDecimal.valueOf(LEAST_QUOTA_MICROS))
                .min(BigDecimal.valueOf(MOST_PERIOD_MICROS))
                .intValueExact();
    }

    private int quotaMicros(BigDecimal share) {
        return share.multiply(BigDecimal.valueOf((long) options.processors() * periodMicros(share)))
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    /** What each control file holds at a share. */
    private Map<String, String> controls(BigDecimal share) {
        boolean all = share.compareTo(BigDecimal.ONE) == 0;
        return hierarchy.controls(
                group, all ? null : Integer.toString(quotaMicros(share)), Integer.toString(periodMicros(share)));
    }

    @Override
    public void set(String wanted) {
        BigDecimal share = share(wanted);
        held = "";
        try {
            write(share);
        } catch (TestbedException e) {
            held = elsewhere();
            throw e;
        }
        value = wanted;
    }

    /** In which group the process is, where that is no longer its own; empty where it is, or the process is no more. */
    private String elsewhere() {
        if (!files.exists(options.proc() + "/" + options.pid())) {
            return "";
        }
        String now;
        try {
            now = hierarchy.groupOf(files, options);
        } catch (TestbedException e) {
            // A group that cannot be seen from here is another one.
            return DeviceErrors.words(e);
        }
        boolean there = files.exists(group);
        return now.equals(group) && there
                ? ""
                : "process " + options.pid() + " is in the control group " + now + " and no longer limited by " + group
                        + (there ? "" : ", which was removed");
    }

    @Override
    public String disturbance() {
        String elsewhere = elsewhere();
        seenElsewhere |= !elsewhere.isEmpty();
        if (!elsewhere.isEmpty()) {
            return elsewhere;
        }
        Map<String, String> expected = controls(new BigDecimal(value));
        List<String> paths = List.copyOf(expected.keySet());
        List<String> texts = files.exchange(List.of(), paths);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).equals(expected.get(paths.get(i)))) {
                words.add(paths.get(i) + " is " + texts.get(i) + ", not " + expected.get(paths.get(i)));
            }
        }
        return String.join(", ", words);
    }

    @Override
    public String held() {
        return held;
    }

    /** Writes a share, and whatever else, and reads back both the share and who has it. */
    private void write(BigDecimal share, DeviceFiles.Write... more) {
        Map<String, String> controls = controls(share);
        List<DeviceFiles.Write> writes = new ArrayList<>();
        controls.forEach((path, text) -> writes.add(new DeviceFiles.Write(path, text)));
        writes.addAll(List.of(more));
        List<String> reads = new ArrayList<>(controls.keySet());
        reads.add(group + "/" + PROCESSES);
        List<String> texts = files.exchange(writes, reads);
        for (int i = 0; i < controls.size(); i++) {
            String expected = writes.get(i).text();
            if (!texts.get(i).equals(expected)) {
                throw DeviceErrors.broken(reads.get(i), expected + ", as it was written", texts.get(i));
            }
        }
        if (texts.get(controls.size()).lines().noneMatch(Long.toString(options.pid())::equals)) {
            throw DeviceErrors.broken("process " + options.pid(), "in " + group, "another group, or its end");
        }
    }

    /**
     * Gives up the processor: the kernel sees only at its next tick that a quota was spent, and has whatever runs then wait
     * for it. The thread comes back when the group has time again, so that work pays for itself and not what comes after it.
     */
    @Override
    public void settle() {
        if (!value.equals("1")) {
            LockSupport.parkNanos(1);
        }
    }

    @Override
    public String read() {
        String elsewhere = elsewhere();
        if (!elsewhere.isEmpty()) {
            return elsewhere;
        }
        Map<String, String> expected = controls(new BigDecimal(value));
        List<String> texts = files.exchange(List.of(), List.copyOf(expected.keySet()));
        if (texts.equals(List.copyOf(expected.values()))) {
            return value;
        }
        CpuHierarchy.Quota quota = hierarchy.quota(texts);
        return quota.micros() == null
                ? "1"
                : new BigDecimal(quota.micros())
                        .divide(
                                new BigDecimal(quota.periodMicros()).multiply(BigDecimal.valueOf(options.processors())),
                                MathContext.DECIMAL32)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        String elsewhere = elsewhere();
        leave();
        closed = true;
        if (!elsewhere.isEmpty()) {
            told.accept("left as another program has set it: " + elsewhere);
            if (!seenElsewhere) {
                throw DeviceErrors.broken("process " + options.pid(), "in " + group + " until the end", elsewhere);
            }
        }
    }

    private void leave() {
        if (!files.exists(group)) {
            return;
        }
        for (int round = 0; round < MOVING_ROUNDS; round++) {
            List<String> pids = files.read(group + "/" + PROCESSES).lines().toList();
            if (pids.isEmpty()) {
                break;
            }
            pids.forEach(this::moveBack);
        }
        files.removeFolder(group);
    }

    private void moveBack(String pid) {
        try {
            files.write(origin + "/" + PROCESSES, pid);
        } catch (TestbedException e) {
            if (files.exists(options.proc() + "/" + pid)) {
                throw e;
            }
        }
    }
}
