package org.wattsplit.framework.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

final class ActionSetTest {
    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "two",
            List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1"), false)),
            List.of(),
            Map.of("split_layer", "0"),
            Map.of("split_layer", "1")));

    private static Evaluated action(String cut, double accuracy) {
        Outcome.Builder outcome = Outcome.builder()
                .latency(LatencyPart.EDGE, 10, Provenance.MEASURED)
                .energy(EnergyPart.EDGE, 1, Provenance.MEASURED);
        if (!Double.isNaN(accuracy)) {
            outcome.accuracy(accuracy, Provenance.MEASURED);
        }
        return new Evaluated(SPACE.configuration(Map.of("split_layer", cut)), outcome.build(), 1);
    }

    @Test
    void accuraciesThatAreNotKnownHaveNoPriceAndNoFloor() {
        ActionSet actions = ActionSet.of(SPACE, List.of(action("0", 0.9), action("1", Double.NaN)));
        assertThat(actions.within(SPACE, new CostWeights(1)).allows(1)).isTrue();
        for (CostWeights weights : List.of(new CostWeights(1, 10, 0, 0), new CostWeights(1, 0, 0.5, 0))) {
            assertThatThrownBy(() -> actions.within(SPACE, weights))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("wrong_answer_j and accuracy_floor")
                    .hasMessageContaining("the accuracy of every configuration");
        }
    }

    @Test
    void actionsBelowTheFloorAreMasked() {
        ActionSet actions = ActionSet.of(SPACE, List.of(action("0", 0.9), action("1", 0.4)));
        ActionMask mask = actions.within(SPACE, new CostWeights(1, 0, 0.5, 0));
        assertThat(mask.allows(0)).isTrue();
        assertThat(mask.allows(1)).isFalse();
    }

    @Test
    void whereNoneIsLeftTheFloorIsNamed() {
        ActionSet actions = ActionSet.of(SPACE, List.of(action("0", 0.9), action("1", 0.4)));
        ConfigurationSpace without = SPACE.restrictedTo("cut 0 is broken", List.of(actions.configuration(1)));
        assertThatThrownBy(() -> actions.within(without, new CostWeights(1, 0, 0.5, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("some that the testbed can execute")
                .hasMessageContaining("the accuracy_floor, 0.5");
        assertThat(actions.within(without, new CostWeights(1)).allows(1)).isTrue();
    }
}
