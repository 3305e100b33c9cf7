package org.wattsplit.testbed.cloud;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.codec.Codec;

/**
 * How a server is started.
 *
 * @param host the address that it listens on
 * @param port its port; 0 for any that is free
 * @param security who may ask, and how it shows who it is
 * @param limits what it allows
 * @param codecs the codec of a name, for requests that name one; throws {@link InputException} for others
 * @param energy what says how much energy a request took; none when nothing does
 * @param metricsHost the address that metrics are listened for on
 * @param metricsPort their port; 0 for any that is free, none for no metrics
 */
public record CloudServerOptions(
        String host,
        int port,
        CloudSecurity security,
        CloudLimits limits,
        Function<String, Codec> codecs,
        @Nullable CpuEnergy energy,
        String metricsHost,
        @Nullable Integer metricsPort) {
    private static final String LOOPBACK = "127.0.0.1";

    public CloudServerOptions {
        Check.notBlank("the host", host);
        Check.range("the port", 0, 65_535, port);
        Check.notBlank("the host of metrics", metricsHost);
        if (metricsPort != null) {
            Check.range("the port of metrics", 0, 65_535, metricsPort);
        }
    }

    /** On the machine itself only, without encryption, metrics or codecs, under the default limits. */
    public static CloudServerOptions loopback(int port) {
        return new CloudServerOptions(
                LOOPBACK,
                port,
                CloudSecurity.LOOPBACK,
                CloudLimits.DEFAULT,
                name -> {
                    throw InputException.unknown("the codec", name, List.of());
                },
                null,
                LOOPBACK,
                null);
    }

    /** These, on another address. */
    public CloudServerOptions withHost(String other) {
        return new CloudServerOptions(other, port, security, limits, codecs, energy, metricsHost, metricsPort);
    }

    /** These, with other security. */
    public CloudServerOptions withSecurity(CloudSecurity other) {
        return new CloudServerOptions(host, port, other, limits, codecs, energy, metricsHost, metricsPort);
    }

    /** These, with other limits. */
    public CloudServerOptions withLimits(CloudLimits other) {
        return new CloudServerOptions(host, port, security, other, codecs, energy, metricsHost, metricsPort);
    }

    /** These, with codecs. */
    public CloudServerOptions withCodecs(Function<String, Codec> other) {
        return new CloudServerOptions(host, port, security, limits, other, energy, metricsHost, metricsPort);
    }

    /** These, with a figure of energy in each answer. */
    public CloudServerOptions withEnergy(CpuEnergy other) {
        return new CloudServerOptions(host, port, security, limits, codecs, other, metricsHost, metricsPort);
    }

    /** These, with metrics on a port of the machine itself; 0 for any that is free. */
    public CloudServerOptions withMetrics(int other) {
        return new CloudServerOptions(host, port, security, limits, codecs, energy, metricsHost, other);
    }
}
