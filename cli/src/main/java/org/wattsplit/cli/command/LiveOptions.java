package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.live.LiveProvider;
import org.wattsplit.testbed.remote.EdgeFile;
import org.wattsplit.testbed.remote.EdgeProvider;
import org.wattsplit.testbed.remote.RemoteTestbed;
import picocli.CommandLine.Option;

/** The options that put hardware in the place of a scenario's testbed. */
final class LiveOptions {
    /** What the ids of scenarios on hardware begin with. */
    static final String PREFIX = "Live";

    @Option(
            names = "--testbed",
            paramLabel = "live|edge",
            description =
                    "Execute the requests on hardware instead of the scenario's testbed: that of this machine, or that"
                            + " of an edge server elsewhere. Needs --config.")
    private @Nullable String testbed;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The live testbed: its network, device, meter and cloud; of edge: where its server is"
                    + " (see docs/live.md).")
    private @Nullable Path config;

    /** Whether requests are executed on hardware. */
    boolean live() {
        return testbed != null;
    }

    /**
     * The setup, with the file of the hardware among its inputs; where an edge server has the hardware, with its own file, too.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when the server could not be asked
     */
    ScenarioSetup named(ScenarioSetup setup) {
        if (config == null) {
            return setup;
        }
        ScenarioSetup named = setup.withInput(String.valueOf(config.getFileName()), Checksum.ofFile(config));
        if (!EdgeProvider.NAME.equals(testbed)) {
            return named;
        }
        Dataset dataset = setup.dataset();
        try (RemoteTestbed server =
                RemoteTestbed.of(EdgeFile.read(config).options(), dataset.model(), dataset.space(), 0)) {
            return named.withInput("testbed of the edge server", server.madeFrom());
        }
    }

    /** The scenario, on hardware where that was asked for. */
    EnvironmentProvider on(EnvironmentProvider provider) {
        if (testbed == null) {
            if (config != null) {
                throw InputException.of("--config", "with --testbed live or edge", "without");
            }
            return provider;
        }
        if (!testbed.equals(LiveProvider.NAME) && !testbed.equals(EdgeProvider.NAME)) {
            throw InputException.of(
                    "--testbed",
                    LiveProvider.NAME + " or " + EdgeProvider.NAME + ": a scenario names any other itself",
                    testbed);
        }
        if (config == null) {
            throw InputException.of("--testbed " + testbed, "with --config", "without");
        }
        if (testbed.equals(LiveProvider.NAME)) {
            LiveFile.read(config);
        } else {
            EdgeFile.read(config);
        }
        Scenario of = provider.scenario();
        return provider.with(new Scenario(
                PREFIX + of.id(),
                "on hardware: " + of.description(),
                testbed,
                Map.of(LiveProvider.CONFIG, config.toString()),
                of.transition(),
                of.weights(),
                of.arrivals(),
                of.dynamics()));
    }
}
