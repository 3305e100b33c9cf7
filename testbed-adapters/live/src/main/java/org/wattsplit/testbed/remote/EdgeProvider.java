package org.wattsplit.testbed.remote;

import java.nio.file.Path;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.testbed.live.LiveProvider;

/** Makes live testbeds of devices that an edge server controls. Option {@code config} is the file that says where it is. */
public final class EdgeProvider implements TestbedProvider {
    /** Its name. */
    public static final String NAME = "edge";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "executes requests on a device of its own, where 'wattsplit edge serve' runs; an edge.yaml says where";
    }

    @Override
    public boolean watched() {
        return false;
    }

    @Override
    public Set<String> options() {
        return Set.of(LiveProvider.CONFIG);
    }

    @Override
    public Capabilities describe(TestbedContext context) {
        return RemoteTestbed.describe(
                        options(context),
                        context.dataset().model(),
                        context.dataset().space())
                .capabilities();
    }

    @Override
    public Testbed open(TestbedContext context, long seed) {
        return RemoteTestbed.open(
                options(context), context.dataset().model(), context.dataset().space(), context.initialSetting(), seed);
    }

    private static RemoteOptions options(TestbedContext context) {
        if (!context.dynamics().equals(Dynamics.NONE)) {
            throw InputException.of(
                    "the dynamics of a scenario on testbed edge", "none: hardware has its own", context.dynamics());
        }
        String config = context.options().get(LiveProvider.CONFIG);
        if (config == null) {
            throw InputException.of("testbed edge", "with its file, option config", "none")
                    .maybe("name its edge.yaml");
        }
        return EdgeFile.read(Path.of(config)).options();
    }
}
