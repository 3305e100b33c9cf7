package org.wattsplit.study.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.Dynamics;
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
import org.wattsplit.testbed.power.MeterCheck;
import org.wattsplit.testbed.power.Meters;
import org.wattsplit.testbed.power.PowerMeter;
import org.wattsplit.testbed.power.Quantity;

/** Looks at what this machine, and a configured live testbed, can do; changes nothing. */
public final class DoctorJob {
    private static final int PINGS = 11;
    private static final String DEVICE_PAGE = "docs/device.md";
    private static final String POWER_PAGE = "docs/power.md";
    private static final String TRACES_PAGE = "docs/scenarios.md";
    private static final int PROGRAM_MILLIS = 5000;
    /** Beyond this, times of both machines cannot be put on one axis. */
    private static final double MOST_OFFSET_MS = 50;

    private final List<Finding> lines = new ArrayList<>();

    private DoctorJob() {}

    /**
     * Looks.
     *
     * @param config the file of a live testbed to look at, too; null for none
     * @param traces the folder of the traces that scenarios name
     * @param registry where its meter and its hardware knobs are looked up
     * @throws InputException where that file breaks a rule
     */
    public static DoctorResult run(@Nullable Path config, Path traces, Registry registry) {
        DoctorJob job = new DoctorJob();
        job.machine();
        job.look("machine", "traces", TRACES_PAGE, () -> job.traces(traces, registry));
        boolean complete = config == null || job.testbed(LiveFile.read(config, registry));
        return new DoctorResult(job.lines, complete);
    }

    private void machine() {
        look("machine", "processor", "", () -> {
            Producer producer = Host.producer();
            line(
                    "machine",
                    "processor",
                    Probe.State.OK,
                    producer.cpu() + ", " + Runtime.getRuntime().availableProcessors() + " usable; Java "
                            + producer.java(),
                    "");
        });
        DeviceSpec own = DeviceSpec.ofThisMachine(List.of(
                new DeviceSpec.CpuShareSpec(0, 0),
                CpuFrequency.Options.of(CpuFrequency.Options.ROOT, List.of(), CpuFrequency.Mode.USERSPACE),
                new UsbPower.Options("uhubctl", "1-1", 1, List.of(), PROGRAM_MILLIS),
                new NvidiaGpu.Options("nvidia-smi", "0", PROGRAM_MILLIS)));
        look("machine", "device", DEVICE_PAGE, () -> Devices.probe(own).forEach(probe -> line("machine", probe)));
        look("machine", "meters", POWER_PAGE, () -> {
            for (Meters.Probe probe : Meters.probe()) {
                line(
                        "machine",
                        "meter " + probe.name(),
                        probe.ok() ? Probe.State.OK : Probe.State.MISSING,
                        probe.words(),
                        probe.ok() ? "" : POWER_PAGE);
            }
        });
    }

    /** Whether the traces that scenarios name are there. */
    private void traces(Path folder, Registry registry) {
        Set<String> names = new TreeSet<>();
        Set<String> scenarios = new TreeSet<>();
        registry.of("the scenario", EnvironmentProvider.class).all().forEach((id, provider) -> {
            Dynamics.Link link = provider.scenario().dynamics().link();
            if (link != null && link.followsTraces()) {
                names.addAll(link.trainTraces());
                names.addAll(link.testTraces());
                scenarios.add(id);
            }
        });
        List<String> missing = names.stream()
                .filter(name -> !Files.isRegularFile(folder.resolve(name)))
                .toList();
        line(
                "machine",
                "traces",
                missing.isEmpty()
                        ? Probe.State.OK
                        : missing.size() < names.size() ? Probe.State.DEGRADED : Probe.State.MISSING,
                missing.isEmpty()
                        ? "all " + names.size() + " that scenarios name, in " + folder
                        : (missing.size() == names.size() ? "none" : "without " + String.join(", ", missing)) + " in "
                                + folder + ", for " + String.join(", ", scenarios),
                missing.isEmpty() ? "" : "say where they are with --traces DIR; " + TRACES_PAGE);
    }

    /** Looks at something; where that fails with whatever, this is its line, and the others are seen all the same. */
    private void look(String where, String what, String remedy, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            line(where, what, Probe.State.MISSING, String.valueOf(e.getMessage()), remedy);
        }
    }

    /** Whether all is there. */
    private boolean testbed(LiveFile file) {
        int before = lines.size();
        look(
                "testbed",
                "device",
                DEVICE_PAGE,
                () -> Devices.probe(file.device()).forEach(probe -> line("testbed", probe)));
        look("testbed", "meter", POWER_PAGE, () -> meter(file));
        look("testbed", "cloud", "start it: wattsplit cloud serve --help", () -> cloud(file.cloud()));
        return lines.subList(before, lines.size()).stream()
                .noneMatch(line -> line.state().equals(label(Probe.State.MISSING)));
    }

    private void meter(LiveFile file) {
        try (PowerMeter meter = file.meter().open(System::nanoTime)) {
            MeterCheck check = MeterCheck.of(meter);
            boolean sound = check.suspicion().isEmpty();
            line(
                    "testbed",
                    "meter",
                    sound ? Probe.State.OK : Probe.State.DEGRADED,
                    String.format(
                            Locale.ROOT,
                            "%s, %s: %.3f %s, every %d ms%s",
                            meter.info().name(),
                            meter.info().covers(),
                            check.first(),
                            meter.info().quantity() == Quantity.ENERGY_J ? "J so far" : "W",
                            meter.info().period().toMillis(),
                            sound ? "" : "; " + check.suspicion()),
                    sound ? "" : POWER_PAGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            line("testbed", "meter", Probe.State.MISSING, "interrupted", "");
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
        } catch (TestbedException e) {
            if (e.retryCanHelp()) {
                throw e;
            }
            // It runs, and something else is wrong.
            line("testbed", "cloud", Probe.State.MISSING, String.valueOf(e.getMessage()), "");
        }
    }

    private void line(String where, Probe probe) {
        line(where, probe.name(), probe.state(), probe.words(), probe.remedy());
    }

    private void line(String where, String what, Probe.State state, String words, String remedy) {
        lines.add(new Finding(where, what, label(state), words, remedy));
    }

    private static String label(Probe.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
