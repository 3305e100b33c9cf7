package org.wattsplit.study.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.live.LiveProvider;
import org.wattsplit.testbed.remote.EdgeFile;
import org.wattsplit.testbed.remote.EdgeProvider;
import org.wattsplit.testbed.remote.RemoteTestbed;

/**
 * Hardware in the place of a scenario's testbed.
 *
 * @param testbed {@code live} for this machine's, {@code edge} for that of an edge server elsewhere
 * @param config the file that describes it
 */
public record LiveChoice(String testbed, Path config) {
    /** What the ids of scenarios on hardware begin with. */
    public static final String PREFIX = RunManifest.LIVE;

    public LiveChoice {
        List<String> known = List.of(EdgeProvider.NAME, LiveProvider.NAME);
        if (!known.contains(testbed)) {
            throw InputException.unknown("a testbed of hardware", testbed, known);
        }
    }

    /**
     * A scenario, on this hardware.
     *
     * @param registry where the hardware's meter and knobs are looked up
     * @throws InputException where the file breaks a rule
     */
    public EnvironmentProvider on(EnvironmentProvider provider, Registry registry) {
        if (testbed.equals(LiveProvider.NAME)) {
            LiveFile.read(config, registry);
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

    /**
     * The setup with the file of the hardware among its inputs; where an edge server has the hardware, with its own file,
     * too.
     *
     * @throws org.wattsplit.framework.testbed.TestbedException when the edge server could not be asked
     */
    public ScenarioSetup named(ScenarioSetup setup) {
        ScenarioSetup named = setup.withInput(String.valueOf(config.getFileName()), Checksum.ofFile(config));
        if (!EdgeProvider.NAME.equals(testbed)) {
            return named;
        }
        Dataset dataset = setup.dataset();
        RemoteTestbed.Described remote =
                RemoteTestbed.describe(EdgeFile.read(config).options(), dataset.model(), dataset.space());
        return named.withInput("testbed of the edge server", remote.madeFrom());
    }
}
