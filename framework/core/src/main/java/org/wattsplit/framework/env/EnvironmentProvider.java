package org.wattsplit.framework.env;

import java.util.function.UnaryOperator;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.provider.Provider;
import org.wattsplit.framework.testbed.TestbedFactory;

/** Makes the environments of one scenario; its name is the scenario's id. */
public interface EnvironmentProvider extends Provider {
    /** The scenario. */
    Scenario scenario();

    /** Makes the environment over testbeds, of which it opens what its episodes need, and closes it in the end. */
    Environment create(TestbedFactory testbeds, Workload workload, ActionSet actions);

    /** The provider of the same environment for another scenario. */
    EnvironmentProvider with(Scenario other);

    /**
     * The provider of the same environments inside of wrappers. What is wrapped is another task: it has an id of its own.
     *
     * @param id the id of the scenario then, {@code Name-vN}
     * @param description one line
     * @param wrapper puts a wrapper around an environment
     */
    default EnvironmentProvider wrapped(String id, String description, UnaryOperator<Environment> wrapper) {
        Scenario of = scenario().named(id, description);
        return new WrappedEnvironments(with(of), of, wrapper);
    }

    /** The scenario as a document that a user can change and give back. */
    String document();

    @Override
    default String name() {
        return scenario().id();
    }

    @Override
    default String description() {
        return scenario().description();
    }
}
