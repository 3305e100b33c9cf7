package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.study.job.Host;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.RoundTrip;
import org.wattsplit.testbed.device.CpuFrequency;
import org.wattsplit.testbed.device.DeviceSpec;
import org.wattsplit.testbed.device.Devices;
import org.wattsplit.testbed.device.NvidiaGpu;
import org.wattsplit.testbed.device.Probe;
import org.wattsplit.testbed.device.UsbPower;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.live.LiveProvider;
import org.wattsplit.testbed.power.MeterException;
import org.wattsplit.testbed.power.Meters;
import org.wattsplit.testbed.power.PowerMeter;
import org.wattsplit.testbed.power.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}. */
@Command(
        name = "doctor",
        description = "What this machine, and a configured live testbed, can do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Nothing is changed. With --config the exit status is 1 where something that the testbed needs is missing.",
            "",
            "Examples:",
            "  wattsplit doctor",
            "  wattsplit doctor --config testbed.yaml --json doctor.json"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int PINGS = 11;
    private static final int PROGRAM_MILLIS = 5000;
    /** Beyond this, times of both machines cannot be put on one axis. */
    private static final double MOST_OFFSET_MS = 50;

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Also look at this live testbed.")
    private @Nullable Path config;

    @Mixin
    private JsonOption json = new JsonOption();

    /** One thing. */
    record Line(String where, String what, String state, String words, String remedy) {}

    private final List<Line> lines = new ArrayList<>();

    @Override
    public Integer call() {
        machine();
        boolean complete = config == null || testbed(LiveFile.read(config));
        TextTable table = new TextTable("of", "what", "state", "says", "remedy");
        lines.forEach(line -> table.row(
                line.where(),
                line.what(),
                line.state(),
                line.words(),
                line.remedy().isEmpty() ? "" : "→ " + line.remedy()));
        spec.commandLine().getOut().print(table.leftAligned());
        if (config != null) {
            spec.commandLine()
                    .getOut()
                    .println("testbed " + config + ": "
                            + (complete ? "ready; of the machine it needs no more" : "not ready, see what is missing"));
        }
        json.write(lines);
        return complete ? 0 : 1;
    }

    private void machine() {
        Producer producer = Host.producer();
        line(
                "machine",
                "processor",
                Probe.State.OK,
                producer.cpu() + ", " + Runtime.getRuntime().availableProcessors() + " usable; Java " + producer.java(),
                "");
        DeviceSpec own = DeviceSpec.ofThisMachine(List.of(
                new DeviceSpec.CpuShareSpec(0, 0),
                new CpuFrequency.Options(CpuFrequency.Options.ROOT, List.of(), CpuFrequency.Mode.USERSPACE),
                new UsbPower.Options("uhubctl", "1-1", 1, List.of(), PROGRAM_MILLIS),
                new NvidiaGpu.Options("nvidia-smi", "0", PROGRAM_MILLIS)));
        Devices.probe(own).forEach(probe -> line("machine", probe));
        for (Meters.Probe probe : Meters.probe()) {
            line(
                    "machine",
                    "meter " + probe.name(),
                    probe.ok() ? Probe.State.OK : Probe.State.MISSING,
                    probe.words(),
                    probe.ok() ? "" : "docs/power.md");
        }
    }

    /** Whether all is there. */
    private boolean testbed(LiveFile file) {
        int before = lines.size();
        Devices.probe(file.device()).forEach(probe -> line("testbed", probe));
        meter(file);
        cloud(file.cloud());
        return lines.subList(before, lines.size()).stream()
                .noneMatch(line -> line.state().equals(label(Probe.State.MISSING)));
    }

    private void meter(LiveFile file) {
        try (PowerMeter meter = Meters.of(file.meter(), System::nanoTime)) {
            double value = meter.read().value();
            line(
                    "testbed",
                    "meter",
                    Probe.State.OK,
                    String.format(
                            Locale.ROOT,
                            "%s, %s: %.3f %s, every %d ms",
                            meter.info().name(),
                            meter.info().covers(),
                            value,
                            meter.info().quantity() == Quantity.ENERGY_J ? "J so far" : "W",
                            meter.info().period().toMillis()),
                    "");
        } catch (MeterException | InputException e) {
            line("testbed", "meter", Probe.State.MISSING, String.valueOf(e.getMessage()), "docs/power.md");
        }
    }

    private void cloud(LiveFile.CloudSpec cloud) {
        if (cloud.address().equals(LiveFile.CloudSpec.LOOPBACK)) {
            line("testbed", "cloud", Probe.State.OK, "an endpoint on this machine, started by the run", "");
            return;
        }
        try (CloudClient client = LiveProvider.client(cloud, cloud.address(), cloud.authority())) {
            RoundTrip trip = client.roundTrip(PINGS);
            line(
                    "testbed",
                    "cloud",
                    Probe.State.OK,
                    String.format(Locale.ROOT, "%s answers in %.2f ms (median)", cloud.address(), trip.medianMillis()),
                    "");
            if (trip.offsetMillis().isEmpty()) {
                line("testbed", "clock", Probe.State.DEGRADED, "the cloud does not tell its time", "");
                return;
            }
            double offset = trip.offsetMillis().getAsDouble();
            boolean near = Math.abs(offset) <= MOST_OFFSET_MS;
            line(
                    "testbed",
                    "clock",
                    near ? Probe.State.OK : Probe.State.DEGRADED,
                    String.format(Locale.ROOT, "the cloud's is %+.1f ms from this one's", offset),
                    near ? "" : "synchronise both, for example with chrony; outcomes do not depend on it");
        } catch (TestbedException | InputException e) {
            line(
                    "testbed",
                    "cloud",
                    Probe.State.MISSING,
                    String.valueOf(e.getMessage()),
                    "start it: wattsplit cloud serve --help");
        }
    }

    private void line(String where, Probe probe) {
        line(where, probe.name(), probe.state(), probe.words(), probe.remedy());
    }

    private void line(String where, String what, Probe.State state, String words, String remedy) {
        lines.add(new Line(where, what, label(state), words, remedy));
    }

    private static String label(Probe.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
