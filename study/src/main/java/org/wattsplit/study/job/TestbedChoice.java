package org.wattsplit.study.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * What executes configurations outside of a scenario.
 *
 * @param name a testbed's name; null for {@code replay} where the data has measurements, else {@code model}
 * @param options its options by name
 */
public record TestbedChoice(@Nullable String name, Map<String, String> options) {
    /** The data's own. */
    public static final TestbedChoice USUAL = new TestbedChoice(null, Map.of());

    public TestbedChoice {
        options = Map.copyOf(options);
    }

    /** The name of what executes a dataset's configurations. */
    public String name(Dataset dataset) {
        return name != null ? name : dataset.table() == null ? "model" : "replay";
    }

    /** The options, by name in alphabetical order. */
    public Map<String, String> sorted() {
        return new TreeMap<>(options);
    }

    /** What opens the testbed, whose changes of the hardware setting are free. */
    public TestbedFactory testbeds(Dataset dataset, Registry registry) {
        TestbedProvider provider =
                registry.of("the testbed", TestbedProvider.class).get(name(dataset));
        for (String option : options.keySet()) {
            if (!provider.options().contains(option)) {
                throw InputException.unknown("an option of testbed " + provider.name(), option, provider.options());
            }
        }
        return TestbedFactory.of(
                provider,
                new TestbedContext(
                        dataset,
                        TransitionCost.FREE,
                        dataset.space().initialSetting(),
                        options,
                        Dynamics.NONE,
                        List.of(),
                        registry));
    }
}
