package org.wattsplit.cli.command;

import org.wattsplit.study.profile.ProfilePlan;
import picocli.CommandLine.Option;

/** The coefficients of the modelled energy of edge and cloud. */
final class EnergyModelOptions {
    @Option(names = "--edge-idle-w", paramLabel = "W", description = "The edge, idle (default 2.7).")
    private double edgeIdleWatts = 2.7;

    @Option(
            names = "--edge-core-w",
            paramLabel = "W",
            description = "One busy core of the edge beyond that (default 0.925).")
    private double edgeCoreWatts = 0.925;

    @Option(
            names = "--cloud-idle-w",
            paramLabel = "W",
            description =
                    "The cloud's node while a tail runs, idle (default 20). A remote server says its energy itself.")
    private double cloudIdleWatts = 20;

    @Option(
            names = "--cloud-core-w",
            paramLabel = "W",
            description = "One busy core of the cloud beyond that (default 10).")
    private double cloudCoreWatts = 10;

    ProfilePlan.Watts watts() {
        return new ProfilePlan.Watts(edgeIdleWatts, edgeCoreWatts, cloudIdleWatts, cloudCoreWatts);
    }
}
