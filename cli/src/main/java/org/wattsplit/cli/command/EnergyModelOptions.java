package org.wattsplit.cli.command;

import picocli.CommandLine.Option;

/** The coefficients of the modelled energy of edge and cloud. */
final class EnergyModelOptions {
    private static final double LEAST_WATTS = 1e-6;
    private static final double MOST_WATTS = 1e5;

    @Option(
            names = "--edge-idle-w",
            defaultValue = "2.7",
            paramLabel = "W",
            description = "The edge, idle (default 2.7).")
    double edgeIdleWatts = 2.7;

    @Option(
            names = "--edge-core-w",
            defaultValue = "0.925",
            paramLabel = "W",
            description = "One busy core of the edge beyond that (default 0.925).")
    double edgeCoreWatts = 0.925;

    @Option(
            names = "--cloud-idle-w",
            defaultValue = "20",
            paramLabel = "W",
            description =
                    "The cloud's node while a tail runs, idle (default 20). A remote server says its energy itself.")
    double cloudIdleWatts = 20;

    @Option(
            names = "--cloud-core-w",
            defaultValue = "10",
            paramLabel = "W",
            description = "One busy core of the cloud beyond that (default 10).")
    double cloudCoreWatts = 10;

    /** Checks that each is a power. */
    void check() {
        Require.between("--edge-idle-w", 0, MOST_WATTS, edgeIdleWatts);
        Require.between("--edge-core-w", LEAST_WATTS, MOST_WATTS, edgeCoreWatts);
        Require.between("--cloud-idle-w", 0, MOST_WATTS, cloudIdleWatts);
        Require.between("--cloud-core-w", LEAST_WATTS, MOST_WATTS, cloudCoreWatts);
    }
}
