package org.wattsplit.framework.env;

import java.util.function.UnaryOperator;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.testbed.TestbedFactory;

/** The environments of another scenario, each inside of a wrapper. */
final class WrappedEnvironments implements EnvironmentProvider {
    private final EnvironmentProvider inner;
    private final Scenario scenario;
    private final UnaryOperator<Environment> wrapper;

    WrappedEnvironments(EnvironmentProvider inner, Scenario scenario, UnaryOperator<Environment> wrapper) {
        this.inner = inner;
        this.scenario = scenario;
        this.wrapper = wrapper;
    }

    @Override
    public Scenario scenario() {
        return scenario;
    }

    @Override
    public Environment create(TestbedFactory testbeds, Workload workload, ActionSet actions) {
        return wrapper.apply(inner.create(testbeds, workload, actions));
    }

    @Override
    public EnvironmentProvider with(Scenario other) {
        return new WrappedEnvironments(inner.with(other), other, wrapper);
    }

    @Override
    public String document() {
        return "# Its environments are wrapped by a program, which no file can say.\n" + inner.document();
    }
}
