package org.wattsplit.framework.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

final class RequestKindsTest {
    private static final ConfigurationSpace SPACE = ConfigurationSpace.of(new SpaceSpec(
            "batches",
            List.of(Knob.splitLayer(1), new Knob(Knob.BATCH, Knob.Kind.NUMERIC, List.of("1", "16"), false)),
            List.of(),
            null,
            null));

    private static Evaluated evaluated(String layer, String batch, double millis) {
        return new Evaluated(
                SPACE.configuration(Map.of(Knob.SPLIT_LAYER, layer, Knob.BATCH, batch)),
                Outcome.builder()
                        .latency(LatencyPart.EDGE, millis, Provenance.MODELLED)
                        .energy(EnergyPart.EDGE, millis, Provenance.MODELLED)
                        .build(),
                1);
    }

    private static final ParetoSet SET = ParetoSet.of(
            SPACE,
            List.of(Objective.LATENCY, Objective.ENERGY),
            List.of(
                    evaluated("0", "1", 5),
                    evaluated("1", "1", 4),
                    evaluated("0", "16", 50),
                    evaluated("1", "16", 60)));

    private static final ActionSet ALL = ActionSet.of(SET, ActionSet.Kind.FULL);

    @Test
    void theFrontHasTheBestOfEachKindOfRequest() {
        assertThat(SET.front())
                .extracting(one -> one.configuration().toString())
                .containsExactly("split_layer=0 batch=16", "split_layer=1 batch=1");
        assertThat(ActionSet.of(SET, ActionSet.Kind.PARETO_PER_SETTING).size()).isEqualTo(2);
        assertThat(ActionSet.of(SET, ActionSet.Kind.PARETO_PER_PART).size()).isEqualTo(2);
    }

    @Test
    void eachKindMayTakeWhatServesItAndKnowsItsShareAndDeadlines() {
        List<Request> requests =
                List.of(new Request(0, "net", 0, 10, 16), new Request(1, "net", 0, 20), new Request(2, "net", 0, 30));
        RequestKinds kinds = RequestKinds.of(ALL, ActionMask.all(ALL.size()), requests);
        assertThat(kinds.all()).hasSize(2);
        assertThat(kinds.indexOf(requests.get(0))).isZero();
        assertThat(kinds.indexOf(requests.get(2))).isEqualTo(1);
        for (int action = 0; action < ALL.size(); action++) {
            boolean batched = ALL.configuration(action).value(Knob.BATCH).equals("16");
            assertThat(kinds.all().get(0).allowed().allows(action)).isEqualTo(batched);
            assertThat(kinds.kindOf(action)).isEqualTo(batched ? 0 : 1);
        }
        assertThat(kinds.all().get(1).share()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(kinds.all().get(1).deadlines().toArray()).containsExactly(20, 30);
    }

    @Test
    void aBatchThatNothingServesIsNamed() {
        List<Request> three = List.of(new Request(9, "net", 0, 10, 3));
        assertThatThrownBy(() -> RequestKinds.of(ALL, ActionMask.all(ALL.size()), three))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the batch of request 9")
                .hasMessageContaining("3");
        ConfigurationSpace plain =
                ConfigurationSpace.of(new SpaceSpec("plain", List.of(Knob.splitLayer(1)), List.of(), null, null));
        ActionSet actions = ActionSet.of(
                plain,
                List.of(new Evaluated(
                        plain.configuration(Map.of(Knob.SPLIT_LAYER, "0")),
                        Outcome.builder()
                                .latency(LatencyPart.EDGE, 1, Provenance.MODELLED)
                                .build(),
                        1)));
        assertThatThrownBy(() -> RequestKinds.of(actions, ActionMask.all(1), three))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no knob batch");
        List<Request> ofTwo = List.of(new Request(0, "one", 0, 10), new Request(1, "other", 0, 10));
        assertThatThrownBy(() -> RequestKinds.of(actions, ActionMask.all(1), ofTwo))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the network of request 1")
                .hasMessageContaining("no knob network");
    }
}
