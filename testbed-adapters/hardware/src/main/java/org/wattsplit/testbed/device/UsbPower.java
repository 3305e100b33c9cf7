package org.wattsplit.testbed.device;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * An accelerator that is on while its USB port has power, such as a Coral TPU, by the program {@code uhubctl}. Values are
 * {@code off} and {@code on}; a second call of the program reads back whether the port has power, and {@code on} also
 * waits until the accelerator is connected. What was found is put back on {@link #close}, or by the next {@link #open} when
 * the process died before.
 */
public final class UsbPower implements EdgeAccelerator {
    private static final Pattern PORT = Pattern.compile("\\s*Port (\\d{1,3}): [0-9a-f]{4}(.*)");
    private static final long POLL_MILLIS = 50;

    private final DeviceFiles files;
    private final Options options;
    private final FoundState state;
    private final Consumer<String> told;
    private final LongSupplier nanoTime;
    private @Nullable String found;
    /** What it was switched to last; empty where that did not read back. */
    private String value = "";

    private UsbPower(
            DeviceFiles files,
            Options options,
            Path stateFolder,
            Path lockFolder,
            Consumer<String> told,
            LongSupplier nanoTime) {
        this.told = told;
        this.files = files;
        this.options = options;
        this.state = new FoundState(
                stateFolder,
                new FoundState.Locks(lockFolder, List.of("port " + options.port() + " of USB hub " + options.hub())),
                files.name(),
                NAME);
        this.nanoTime = nanoTime;
    }

    /**
     * Which port is switched.
     *
     * @param program the program, by name or path; default {@code uhubctl}
     * @param hub where the hub is, as the program's option {@code -l} takes it, such as {@code 1-1}
     * @param port the port's number at the hub, from 1
     * @param devices vendor and product ids of the accelerator, such as {@code 18d1:9302}; a Coral TPU has another one
     *     before its first use. Empty, the default, when nothing is to be waited for
     * @param timeoutMillis for each call of the program, and for the accelerator to connect; default 10,000
     */
    public record Options(
            @Default("uhubctl") String program,
            String hub,
            int port,
            @Default("[]") List<String> devices,
            @Default("10000") int timeoutMillis)
            implements DeviceSpec.KnobSpec {
        public Options {
            Check.notBlank("the program", program);
            Check.that(hub.matches("[0-9]+(-[0-9]+(\\.[0-9]+)*)?"), "the hub", "a place such as 1-1.4", hub);
            Check.range("the port", 1, 255, port);
            devices = List.copyOf(devices);
            devices.forEach(device -> Check.that(
                    device.matches("[0-9a-f]{4}:[0-9a-f]{4}"), "every device", "an id such as 18d1:9302", device));
            Check.range("the timeout in milliseconds", 1, 600_000, timeoutMillis);
        }

        private Duration timeout() {
            return Duration.ofMillis(timeoutMillis);
        }

        @Override
        public Probe probe(DeviceSpec.KnobHost host) {
            return UsbPower.probe(host.files(), this);
        }

        @Override
        public DeviceKnob open(DeviceSpec.KnobHost host) {
            return UsbPower.open(host.files(), this, host.stateFolder(), host.told());
        }
    }

    /**
     * Opens the port, without a change yet; no other process of this machine has it until {@link #close}.
     *
     * @param stateFolder where what was found is kept until it was put back
     * @param told hears what was put back after a process that died
     */
    public static UsbPower open(DeviceFiles files, Options options, Path stateFolder, Consumer<String> told) {
        return open(files, options, stateFolder, DeviceLock.folder(), told, System::nanoTime);
    }

    /** The same, by a clock of the caller's, and with locks in a folder of the caller's. */
    static UsbPower open(
            DeviceFiles files,
            Options options,
            Path stateFolder,
            Path lockFolder,
            Consumer<String> told,
            LongSupplier nanoTime) {
        UsbPower power = new UsbPower(files, options, stateFolder, lockFolder, told, nanoTime);
        power.state.recover(power::restore, told);
        boolean seen = false;
        try {
            power.status();
            seen = true;
            return power;
        } finally {
            if (!seen) {
                power.state.letGo();
            }
        }
    }

    private void restore(Map<String, String> before) {
        String value = String.valueOf(before.get(NAME));
        if (!value.equals(ON) && !value.equals(OFF)) {
            throw DeviceErrors.broken("what is put back", NAME + ", off or on", before);
        }
        power(value);
    }

    /** Whether the port can be seen, without a change. */
    public static Probe probe(DeviceFiles files, Options options) {
        try {
            Status status = status(files, options);
            if (status.power() && !options.devices().isEmpty() && !status.connected(options)) {
                return new Probe(
                        NAME,
                        Probe.State.DEGRADED,
                        "port " + options.port() + " of hub " + options.hub() + " has power, but none of "
                                + options.devices() + " is connected",
                        "plug the accelerator in, or name its ids");
            }
            return Probe.ok(
                    NAME,
                    "port " + options.port() + " of hub " + options.hub() + " of " + files.name()
                            + (status.power() ? " has power" : " is off"));
        } catch (TestbedException e) {
            return DeviceErrors.missing(
                    NAME,
                    e,
                    "install uhubctl, take a hub that switches power by port, and run as root or allow the user to");
        }
    }

    /** What the program says of a port. */
    private record Status(boolean power, List<String> lines) {
        boolean connected(Options options) {
            return options.devices().isEmpty()
                    || lines.stream()
                            .anyMatch(line -> line.contains(" connect ")
                                    && options.devices().stream().anyMatch(id -> line.contains("[" + id)));
        }
    }

    private Status status() {
        return status(files, options);
    }

    /** A hub of USB 3 is shown as two, each with the port. */
    private static Status status(DeviceFiles files, Options options) {
        List<String> command = command(options);
        String output = run(files, options, command);
        List<String> lines = output.lines()
                .map(PORT::matcher)
                .filter(matcher -> matcher.matches() && Integer.parseInt(matcher.group(1)) == options.port())
                .map(Matcher::group)
                .toList();
        if (lines.isEmpty()) {
            throw DeviceErrors.broken(
                    "the output of " + String.join(" ", command), "with port " + options.port(), output);
        }
        return new Status(
                lines.stream().anyMatch(line -> List.of(line.split(" ", -1)).contains("power")), lines);
    }

    private static List<String> command(Options options, String... more) {
        List<String> command = new ArrayList<>(
                List.of(options.program(), "-l", options.hub(), "-p", Integer.toString(options.port())));
        command.addAll(List.of(more));
        return command;
    }

    private static String run(DeviceFiles files, Options options, List<String> command) {
        DeviceFiles.ProgramResult result = files.run(command, options.timeout());
        if (result.exit() != 0) {
            throw DeviceErrors.broken(
                    String.join(" ", command),
                    "done without an error on " + files.name(),
                    "exit " + result.exit() + ": " + (result.output() + " " + result.errors()).strip());
        }
        return result.output();
    }

    @Override
    public String describe() {
        return "power of port " + options.port() + " of USB hub " + options.hub() + " of " + files.name();
    }

    @Override
    public void set(String wanted) {
        check(wanted);
        if (found == null) {
            String before = powered();
            state.keep(Map.of(NAME, before));
            found = before;
        }
        value = "";
        power(wanted);
        value = wanted;
        if (wanted.equals(ON)) {
            awaitAccelerator();
        }
    }

    /** Switches the port, and reads it back. */
    private void power(String wanted) {
        run(files, options, command(options, "-a", wanted));
        String now = powered();
        if (!now.equals(wanted)) {
            throw DeviceErrors.broken(describe(), wanted + ", as it was switched", now);
        }
    }

    private String powered() {
        return status().power() ? ON : OFF;
    }

    private void awaitAccelerator() {
        long begun = nanoTime.getAsLong();
        Status status = status();
        while (!status.connected(options)) {
            if (nanoTime.getAsLong() - begun > options.timeout().toNanos()) {
                throw DeviceErrors.passing(
                        describe(),
                        "with one of " + options.devices() + " connected within " + options.timeoutMillis() + " ms",
                        status.lines());
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw DeviceErrors.passing(describe(), "waited for", "an interrupt");
            }
            status = status();
        }
    }

    @Override
    public String read() {
        Status status = status();
        if (!status.power()) {
            return OFF;
        }
        return status.connected(options) ? ON : "on without " + options.devices();
    }

    @Override
    public void close() {
        String before = found;
        String left = "";
        try {
            if (before != null) {
                String now = value.isEmpty() ? "" : powered();
                if (now.equals(value)) {
                    power(before);
                } else {
                    left = now;
                }
                state.forget();
                found = null;
            }
        } finally {
            state.letGo();
        }
        if (!left.isEmpty() && !left.equals(before)) {
            told.accept("left " + describe() + " as another program has set it: " + left);
            throw DeviceErrors.broken(describe(), value + ", as it was switched, until it was put back", left);
        }
    }
}
