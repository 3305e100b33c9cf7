package org.wattsplit.cli.command;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.TransitionCost;
import picocli.CommandLine.Option;

/** The options that say what executes configurations. */
final class TestbedOptions {
    @Option(
            names = "--testbed",
            paramLabel = "NAME",
            description =
                    "What measures a configuration: replay where the data has measurements (default), else model.")
    private @Nullable String testbed;

    @Option(
            names = "--testbed-option",
            paramLabel = "OPTION=VALUE",
            description = "An option of the testbed, for example outcome=sampled or noise=repeats; may be repeated.")
    private Map<String, String> options = new TreeMap<>();

    String name(Dataset dataset) {
        if (testbed != null) {
            return testbed;
        }
        return dataset.table() == null ? "model" : "replay";
    }

    Map<String, String> options() {
        return new TreeMap<>(options);
    }

    /** The testbed, whose changes of the hardware setting are free. */
    Testbed open(Dataset dataset) {
        TestbedProvider provider =
                Providers.load("the testbed", TestbedProvider.class).get(name(dataset));
        for (String option : options.keySet()) {
            if (!provider.options().contains(option)) {
                throw InputException.unknown("an option of testbed " + provider.name(), option, provider.options());
            }
        }
        int initial =
                dataset.space().cloudOnly().map(Configuration::settingIndex).orElse(0);
        return provider.create(new TestbedContext(dataset, TransitionCost.FREE, initial, options));
    }
}
