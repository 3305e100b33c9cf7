package org.wattsplit.testbed.power;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.provider.NodeKind;

/**
 * Which meter, as files hold it: {@code kind}, and its fields. A program adds a {@link Kind} of its own as a record with
 * {@code @JsonTypeName}, which files then name as they name those below.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "rapl", value = MeterSpec.Rapl.class),
    @JsonSubTypes.Type(name = "hwmon", value = MeterSpec.Hwmon.class),
    @JsonSubTypes.Type(name = "scpi", value = MeterSpec.Scpi.class),
    @JsonSubTypes.Type(name = "nvidia", value = MeterSpec.Nvidia.class),
    @JsonSubTypes.Type(name = "shelly", value = MeterSpec.Shelly.class),
    @JsonSubTypes.Type(name = "tasmota", value = MeterSpec.Tasmota.class),
    @JsonSubTypes.Type(name = "pi-pmic", value = MeterSpec.PiPmic.class),
    @JsonSubTypes.Type(name = "utilisation", value = MeterSpec.Utilisation.class)
})
public interface MeterSpec {
    /**
     * Opens the meter.
     *
     * @param nanoTime the clock of its readings
     * @throws MeterException when it can't be read now
     * @throws org.wattsplit.framework.check.InputException when what it names is no meter, or more than one
     */
    PowerMeter open(LongSupplier nanoTime);

    /** A kind of meters, as files name it. */
    interface Kind extends NodeKind<MeterSpec> {
        /** The kind of a record. */
        static Kind of(Class<? extends MeterSpec> type, String description) {
            record Of(Class<? extends MeterSpec> type, String description) implements Kind {}
            return new Of(type, description);
        }
    }

    /**
     * RAPL counters of this machine.
     *
     * @param zones of the power capping framework, such as {@code intel-rapl:0}; they are added, so no two may count the
     *     same energy
     */
    record Rapl(List<String> zones) implements MeterSpec {
        public Rapl {
            zones = List.copyOf(Check.notEmpty("zones", zones));
            zones.forEach(zone ->
                    Check.that(zone.matches("[a-z][a-z0-9-]*(:\\d+)+"), "each of zones", "such as intel-rapl:0", zone));
            Set<String> seen = new HashSet<>();
            zones.forEach(zone ->
                    Check.that(seen.add(zone), "zones", "named once each, as they are added", zone + " and " + zone));
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return Meters.open(this, Meters.SYS, nanoTime);
        }
    }

    /**
     * A sensor of power or energy of this machine.
     *
     * @param chip what the chip calls itself, such as {@code ina219}, or, where several call themselves so, its address, such
     *     as {@code 1-0040}; its folder, such as {@code hwmon3}, may be another one after each start of the machine
     * @param channel number of the channel, from 1; null, the default, for the one of the label, or 1 without a label
     * @param label what the channel is called, such as {@code VDD_IN}, in place of its number; null, the default, for none
     * @param covers what the sensor sits in front of, in words
     * @param resolutionW its smallest step, in watts
     * @param periodMs how often it is read
     */
    record Hwmon(
            String chip,
            @Nullable Integer channel,
            @Nullable String label,
            String covers,
            double resolutionW,
            int periodMs)
            implements MeterSpec {
        public Hwmon {
            Check.notBlank("chip", chip);
            if (channel != null) {
                Check.range("channel", 1, 64, channel);
            }
            if (label != null) {
                Check.notBlank("label", label);
                Check.that(channel == null, "label", "left out beside channel", label);
            }
            Check.notBlank("covers", covers);
            Check.positive("resolution_w", resolutionW);
            period(periodMs);
        }

        /** The channel's number, where no label names it. */
        int channelOrFirst() {
            return channel == null ? 1 : channel;
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return Meters.open(this, Meters.SYS, nanoTime);
        }
    }

    /**
     * An instrument that speaks SCPI, over TCP or at a character device of this machine. For a GW Instek GPM-8213, whose
     * values come as a list that is set up first: {@code setup} is {@code :NUMERIC:NORMAL:NUMBER 1} and
     * {@code :NUMERIC:NORMAL:ITEM1 P}, {@code query} is {@code :NUMERIC:NORMAL:VALUE?}.
     *
     * @param host its name or address; null, the default, for one at a device
     * @param port its port; null, the default, for one at a device
     * @param device what it is connected to: a serial line such as {@code /dev/ttyUSB0}, or {@code /dev/usbtmc0}; null, the
     *     default, for one over TCP
     * @param setup commands without an answer, sent at each connection; default none
     * @param query whose answer is one number of watts
     * @param covers what is connected to it, in words
     * @param resolutionW its smallest step, in watts
     * @param periodMs how often it has a new value
     */
    record Scpi(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Path device,
            @Default("[]") List<String> setup,
            String query,
            String covers,
            double resolutionW,
            int periodMs)
            implements MeterSpec {
        public Scpi {
            if (device != null) {
                Check.that(host == null, "host", "left out beside device", String.valueOf(host));
                Check.that(port == null, "port", "left out beside device", String.valueOf(port));
            } else {
                Check.notBlank("host", Objects.requireNonNullElse(host, ""));
                Check.range("port", 1, 65_535, port == null ? 0 : port);
            }
            setup = List.copyOf(setup);
            setup.forEach(command -> line("each of setup", command));
            line("query", query);
            Check.notBlank("covers", covers);
            Check.positive("resolution_w", resolutionW);
            period(periodMs);
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return new ScpiMeter(this, Meters.TIMEOUT, nanoTime);
        }

        private static void line(String name, String text) {
            Check.that(text.matches("[\\x20-\\x7e]+"), name, "one line of ASCII", text);
        }
    }

    /**
     * An NVIDIA accelerator of this machine: the energy counter of the driver's library where the accelerator has one, or else
     * the power that a program tells.
     *
     * @param program the program, by name or path; default {@code nvidia-smi}
     * @param gpu its index or UUID; default 0
     * @param periodMs how often the counter is read or the program is run
     */
    record Nvidia(
            @Default("nvidia-smi") String program,
            @Default("'0'") String gpu,
            int periodMs) implements MeterSpec {
        public Nvidia {
            Check.notBlank("program", program);
            Check.that(gpu.matches("[A-Za-z0-9:.-]+"), "gpu", "an index or a UUID", gpu);
            period(periodMs);
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return Meters.open(this, Nvml.LIBRARY, Program.within(Meters.TIMEOUT), nanoTime);
        }
    }

    /**
     * A Shelly plug.
     *
     * @param url how it is reached, such as {@code http://192.168.1.20}
     * @param generation 1 to 4; default 2, as which later ones answer
     * @param channel number of the meter or the switch, from 0; default 0
     * @param user who asks, where there is a password; default {@code admin}, the only one from generation 2 on
     * @param passwordFile the file of the plug's password; null, the default, for a plug without one
     * @param covers what is plugged into it, in words
     * @param periodMs how often it has a new value
     */
    record Shelly(
            String url,
            @Default("2") int generation,
            @Default("0") int channel,
            @Default("admin") String user,
            @Nullable Path passwordFile,
            String covers,
            int periodMs)
            implements MeterSpec {
        public Shelly {
            requireAddress(url);
            Check.range("generation", 1, 4, generation);
            Check.range("channel", 0, 15, channel);
            requireUser(user);
            Check.notBlank("covers", covers);
            period(periodMs);
        }

        boolean isFirst() {
            return generation == 1;
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return new ShellyMeter(this, Meters.TIMEOUT, nanoTime);
        }
    }

    /**
     * A plug with the firmware Tasmota.
     *
     * @param url how it is reached, such as {@code http://192.168.1.21}
     * @param channel number of the relay, from 1; default 1. A plug with one meter has the first only
     * @param user who asks, where there is a password; default {@code admin}
     * @param passwordFile the file of the plug's password; null, the default, for a plug without one
     * @param covers what is plugged into it, in words
     * @param resolutionW its smallest step, in watts; default 1, as long as {@code WattRes} is 0
     * @param periodMs how often it has a new value
     */
    record Tasmota(
            String url,
            @Default("1") int channel,
            @Default("admin") String user,
            @Nullable Path passwordFile,
            String covers,
            @Default("1.0") double resolutionW,
            int periodMs)
            implements MeterSpec {
        public Tasmota {
            requireAddress(url);
            Check.range("channel", 1, 32, channel);
            requireUser(user);
            Check.notBlank("covers", covers);
            Check.positive("resolution_w", resolutionW);
            period(periodMs);
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return new TasmotaMeter(this, Meters.TIMEOUT, nanoTime);
        }
    }

    /**
     * The power chip of a Raspberry Pi 5.
     *
     * @param program the program that reads it, by name or path; default {@code vcgencmd}
     * @param periodMs how often the program is run
     */
    record PiPmic(@Default("vcgencmd") String program, int periodMs) implements MeterSpec {
        public PiPmic {
            Check.notBlank("program", program);
            period(periodMs);
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return new PiPmicMeter(this, Program.within(Meters.TIMEOUT), nanoTime);
        }
    }

    /**
     * The model of {@link UtilisationMeter}, of this process.
     *
     * @param idleW drawn at all times, at least 0
     * @param coreW drawn by each busy core beyond that, above 0
     */
    record Utilisation(double idleW, double coreW) implements MeterSpec {
        public Utilisation {
            Check.nonNegative("idle_w", idleW);
            Check.positive("core_w", coreW);
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return UtilisationMeter.ofThisProcess(idleW, coreW, nanoTime);
        }
    }

    private static void period(int millis) {
        Check.range("period_ms", 1, 60_000, millis);
    }

    private static void requireUser(String user) {
        Check.that(
                user.matches("[\\x21-\\x7e&&[^\":\\\\]]{1,64}"),
                "user",
                "ASCII without spaces, quotes, colons and backslashes",
                user);
    }

    private static void requireAddress(String url) {
        Check.that(isAddress(url), "url", "such as http://192.168.1.20", url);
    }

    private static boolean isAddress(String url) {
        if (!url.matches("http://[A-Za-z0-9.\\-\\[\\]:]+")) {
            return false;
        }
        try {
            URI uri = new URI(url);
            // A colon without a number after it has a port of -1, too.
            return uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65_535 && !url.endsWith(":");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
