package org.wattsplit.testbed.live;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.device.DeviceSpec;
import org.wattsplit.testbed.device.EdgeAccelerator;
import org.wattsplit.testbed.guard.GuardOptions;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.power.MeterSpec;

/**
 * A live testbed as a YAML file, {@code testbed.yaml}. It holds no secret:
 * keys and tokens are files of their own.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param network what is inferred
 * @param device the edge's knobs
 * @param meter the edge's meter
 * @param meterError what the meter's maker says it may be wrong by, as a share of a figure, 0 to 1; null, the default, where
 *     that is not known
 * @param idleSeconds for how long the edge's idle power is measured before the first request, so that its share is a part of its
 *     own in each outcome, 0 to 3600; 0, the default, to leave it in the edge's
 * @param cloud the cloud
 * @param guard when requests are kept from the cloud; default {@link GuardOptions#DEFAULT}
 */
public record LiveFile(
        String format,
        int version,
        NetworkSource network,
        DeviceSpec device,
        MeterSpec meter,
        @Nullable Double meterError,
        @Default("0") double idleSeconds,
        CloudSpec cloud,
        @Default("{}") GuardOptions guard) {
    /** The format that the file names. */
    public static final String FORMAT = "testbed";

    /** The version that the file names. */
    public static final int VERSION = 1;

    /** Its readers. */
    public static final Format<LiveFile> FILE = Format.of(FORMAT, VERSION, LiveFile.class);

    public LiveFile {
        Check.that(
                meterError == null || (meterError >= 0 && meterError <= 1),
                "meter_error",
                "between 0 and 1",
                String.valueOf(meterError));
        Check.that(idleSeconds >= 0 && idleSeconds <= 3600, "idle_seconds", "between 0 and 3600", idleSeconds);
    }

    /**
     * A network.
     *
     * @param name an architecture that can be built, or any name where a source is given; what the cloud calls it, too
     * @param source an ONNX file, or {@code dl4j:ARCHITECTURE}; null, the default, to build the architecture
     * @param width factor of the channels of a built one; default 1
     * @param pixels pixels of an image's side of a built one; default 224
     * @param seed seed of the weights of a built one, and of the input; default 1
     */
    public record NetworkSource(
            String name,
            @Nullable String source,
            @Default("1") double width,
            @Default("224") int pixels,
            @Default("1") long seed) {
        /** The network. */
        public Network network() {
            return source != null
                    ? new Network(name, source)
                    : Network.ofFile(name, NetworkFiles.built(name, width, pixels, seed));
        }
    }

    /**
     * The cloud.
     *
     * @param address {@code HOST:PORT}, or {@code loopback} for an endpoint with TLS that the command starts on this machine
     * @param authority the certificate authority of the server; null, the default, for the ones that Java trusts
     * @param certificate the certificate to show to the server; null, the default, for none
     * @param key its private key; null, the default, for none
     * @param tokenFile the file of a bearer token; null, the default, for none
     * @param plainText whether there is no TLS; default false; beyond this machine nothing is protected then
     * @param idleW idle power of the modelled energy of {@code loopback}'s endpoint, in watts; default 20
     * @param coreW power of a busy core of it; default 10
     */
    public record CloudSpec(
            String address,
            @Nullable Path authority,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable Path tokenFile,
            @Default("false") boolean plainText,
            @Default("20") double idleW,
            @Default("10") double coreW) {
        /** The address of an endpoint that the command starts. */
        public static final String LOOPBACK = "loopback";

        public CloudSpec {
            Check.notBlank("the address of the cloud", address);
        }
    }

    /**
     * Checks that the knobs are those of the machine where heads run, which is this one.
     *
     * @param file the file's name
     * @param knobs the hardware knobs of what is run
     * @throws InputException where they are not, or heads would run on an accelerator
     */
    public void requireOwnHeads(Path file, List<Knob> knobs) {
        if (device.ssh() != null) {
            throw InputException.of("the device of " + file, "this machine, where heads run", "one over SSH")
                    .maybe("have an edge server on the device, and use testbed edge here");
        }
        for (Knob knob : knobs) {
            if (knob.name().equals(EdgeAccelerator.NAME) && !knob.values().equals(List.of(EdgeAccelerator.OFF))) {
                throw InputException.of(
                        "knob " + knob.name() + " of " + file,
                        EdgeAccelerator.OFF + " alone, as heads run on the processor",
                        knob.values());
            }
        }
    }

    /** Reads a file of the meters and hardware knobs that the class path holds; errors name file, line and column. */
    public static LiveFile read(Path path) {
        return read(path, Registry.installed());
    }

    /** Reads a file of the meters and hardware knobs of a registry; errors name file, line and column. */
    public static LiveFile read(Path path, Registry registry) {
        return FILE.with(
                        MeterSpec.class,
                        registry.of("a meter", MeterSpec.Kind.class).all().values())
                .with(
                        DeviceSpec.KnobSpec.class,
                        registry.of("a hardware knob", DeviceSpec.KnobSpec.Kind.class)
                                .all()
                                .values())
                .readYaml(path);
    }
}
