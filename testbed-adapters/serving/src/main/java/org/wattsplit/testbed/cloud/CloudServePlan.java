package org.wattsplit.testbed.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.codec.Codecs;

/**
 * What {@link CloudServeJob} serves, and how. Errors name a part as the option is called that gives it.
 *
 * @param models what is hosted, at least one: {@code identity}, or a network as {@code NAME=SOURCE}, each tail of which is a
 *     model of its own
 * @param host the address to listen on
 * @param port its port, 0 to 65535; 0 for any that is free
 * @param security who may ask, and how the server shows who it is
 * @param limits what it allows
 * @param power what the processor is taken to draw, so that answers say its energy; none when they do not
 * @param metricsPort the port of 127.0.0.1 for Prometheus metrics, 0 for any that is free; none for no metrics
 * @param untilInputEnds whether it stops when standard input is closed, for a server that another process starts
 */
public record CloudServePlan(
        List<String> models,
        String host,
        int port,
        SecurityFiles security,
        CloudServeLimits limits,
        @Nullable Power power,
        @Nullable Integer metricsPort,
        boolean untilInputEnds) {
    /** The address unless another is named: this machine only. */
    public static final String HOST = "127.0.0.1";

    /** The port unless another is named. */
    public static final int PORT = 8001;

    /**
     * What a processor is taken to draw.
     *
     * @param idleWatts while a request computes, at least 0
     * @param coreWatts for every busy core beyond that, above 0
     */
    public record Power(double idleWatts, double coreWatts) {
        public Power {
            if (!(idleWatts >= 0 && Double.isFinite(idleWatts))) {
                throw InputException.of("the idle power in watts", "a number of at least 0", idleWatts);
            }
            if (!(coreWatts > 0 && Double.isFinite(coreWatts))) {
                throw InputException.of("the power of a busy core in watts", "a number above 0", coreWatts);
            }
        }

        /** Of two numbers that are both given or both not; null where they are not. */
        public static @Nullable Power ofBoth(@Nullable Double idleWatts, @Nullable Double coreWatts) {
            if ((idleWatts == null) != (coreWatts == null)) {
                throw InputException.of(
                        "the idle power and the power of a busy core",
                        "both or none",
                        idleWatts == null ? "the second" : "the first");
            }
            return idleWatts == null || coreWatts == null ? null : new Power(idleWatts, coreWatts);
        }
    }

    public CloudServePlan {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw InputException.of("the models to serve", "at least one", "none");
        }
        if (host.isBlank()) {
            throw InputException.of("the host", "an address", "blank");
        }
        Ranges.require("the port", 0, 65_535, port);
        if (metricsPort != null) {
            Ranges.require("the port of the metrics", 0, 65_535, metricsPort);
        }
    }

    /** These models at {@value #HOST}, port {@value #PORT}, in plain text, with the default limits, no energy, no metrics. */
    public static CloudServePlan of(List<String> models) {
        return new CloudServePlan(models, HOST, PORT, SecurityFiles.NONE, CloudServeLimits.DEFAULT, null, null, false);
    }

    /** This, at another address. */
    public CloudServePlan withAddress(String otherHost, int otherPort) {
        return new CloudServePlan(models, otherHost, otherPort, security, limits, power, metricsPort, untilInputEnds);
    }

    /** This, with other security. */
    public CloudServePlan withSecurity(SecurityFiles other) {
        return new CloudServePlan(models, host, port, other, limits, power, metricsPort, untilInputEnds);
    }

    /** This, with other limits. */
    public CloudServePlan withLimits(CloudServeLimits other) {
        return new CloudServePlan(models, host, port, security, other, power, metricsPort, untilInputEnds);
    }

    /** This, with the energy of a processor that draws so much in each answer; null for none. */
    public CloudServePlan withPower(@Nullable Power other) {
        return new CloudServePlan(models, host, port, security, limits, other, metricsPort, untilInputEnds);
    }

    /** This, with metrics on a port of this machine; null for none. */
    public CloudServePlan withMetrics(@Nullable Integer other) {
        return new CloudServePlan(models, host, port, security, limits, power, other, untilInputEnds);
    }

    /** This, stopping or not when standard input is closed. */
    public CloudServePlan withUntilInputEnds(boolean other) {
        return new CloudServePlan(models, host, port, security, limits, power, metricsPort, other);
    }

    /** The options of the server that it asks for; a token is read. */
    CloudServerOptions options() {
        CloudServerOptions options = CloudServerOptions.loopback(port)
                .withHost(host)
                .withSecurity(security.open())
                .withCodecs(Codecs.installed()::get)
                .withLimits(limits.limits());
        if (power != null) {
            options = options.withEnergy(new ModelledCpuEnergy(power.idleWatts(), power.coreWatts()));
        }
        return metricsPort == null ? options : options.withMetrics(metricsPort);
    }
}
