package org.wattsplit.testbed.remote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.testbed.cloud.Ranges;
import org.wattsplit.testbed.cloud.SecurityFiles;
import org.wattsplit.testbed.live.LiveFile;

/**
 * What {@link EdgeServeJob} has controlled from elsewhere, and by whom. Errors name a part as the option is called that gives
 * it.
 *
 * @param config this device's {@code testbed.yaml}: network, knobs, meter and cloud
 * @param network the network, which must be the one of that file
 * @param space the configurations, which must be those of the controllers
 * @param table measurements by which the cloud's and the edge's times are judged at first; none where they are learned while
 *     requests run
 * @param host the address to listen on
 * @param port its port, 0 to 65535; 0 for any that is free
 * @param security who may control the device, and how the server shows who it is
 */
public record EdgeServePlan(
        Path config,
        String network,
        ConfigurationSpace space,
        @Nullable MeasurementTable table,
        String host,
        int port,
        SecurityFiles security) {
    /** The address unless another is named: this machine only. */
    public static final String HOST = "127.0.0.1";

    /** The port unless another is named. */
    public static final int PORT = 8002;

    public EdgeServePlan {
        if (host.isBlank()) {
            throw InputException.of("the host", "an address", "blank");
        }
        Ranges.require("the port", 0, 65_535, port);
    }

    /** A device for the network of that name and a space, at {@value #HOST}, port {@value #PORT}, in plain text. */
    public static EdgeServePlan of(Path config, String network, ConfigurationSpace space) {
        return new EdgeServePlan(config, network, space, null, HOST, PORT, SecurityFiles.NONE);
    }

    /** The same of files: the network is the one that the first names, the space the {@code space.yaml}'s. */
    public static EdgeServePlan ofFiles(Path config, Path space, Registry registry) {
        return of(config, LiveFile.read(config, registry).network().name(), ConfigurationSpace.read(space));
    }

    /** This, with measurements of the same space; null for none. */
    public EdgeServePlan withTable(@Nullable MeasurementTable other) {
        return new EdgeServePlan(config, network, space, other, host, port, security);
    }

    /** This, at another address. */
    public EdgeServePlan withAddress(String otherHost, int otherPort) {
        return new EdgeServePlan(config, network, space, table, otherHost, otherPort, security);
    }

    /** This, with other security. */
    public EdgeServePlan withSecurity(SecurityFiles other) {
        return new EdgeServePlan(config, network, space, table, host, port, other);
    }
}
