package org.wattsplit.testbed.profile;

import java.util.List;
import java.util.OptionalDouble;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.edge.SplitRunner;

/** What runs the configurations of a space: one network, or the members of a family, each for its own. */
public interface ProfileTargets {
    /**
     * A network in halves, and where it is cut.
     *
     * @param runner what runs it
     * @param cut number of the cut in that network
     */
    record Target(SplitRunner runner, int cut) {}

    /** All that run something; they have the same input. */
    List<SplitRunner> runners();

    /** What runs a configuration. */
    Target of(Configuration configuration);

    /** The accuracy of a configuration's answers, as it was measured; empty where nothing says what is right. */
    OptionalDouble accuracy(Configuration configuration);

    /** One network, whose cuts are the values of {@code split_layer}, and of which nobody knows what is right. */
    static ProfileTargets of(SplitRunner runner) {
        return new ProfileTargets() {
            @Override
            public List<SplitRunner> runners() {
                return List.of(runner);
            }

            @Override
            public Target of(Configuration configuration) {
                return new Target(runner, Integer.parseInt(configuration.value(Knob.SPLIT_LAYER)));
            }

            @Override
            public OptionalDouble accuracy(Configuration configuration) {
                return OptionalDouble.empty();
            }
        };
    }
}
