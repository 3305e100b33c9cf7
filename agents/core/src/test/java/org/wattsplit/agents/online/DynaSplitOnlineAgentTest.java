package org.wattsplit.agents.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.Instance;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;
import org.wattsplit.framework.testbed.TransitionCost;

/** Three configurations: the cloud's 10 ms and 1 J, a split's 20 ms and 3 J, the edge's 40 ms and 6 J. */
final class DynaSplitOnlineAgentTest {
    private static final int CLOUD = 0;
    private static final int SPLIT = 1;
    private static final int EDGE = 2;
    private static final double[] MILLIS = {10, 20, 40};
    private static final double[] JOULES = {1, 3, 6};
    private static final double DEADLINE = 50;
    private static final double MISS = 20;
    private static final ActionMask ALL = ActionMask.all(3);
    private static final Observation CALM = Observation.of(DEADLINE, 0, 0);
    private static final Observation GUARDED = Observation.of(DEADLINE, 0, 1);

    private static Outcome outcome(double millis, double joules) {
        return Outcome.builder()
                .latency(LatencyPart.EDGE, millis, Provenance.MEASURED)
                .energy(EnergyPart.EDGE, joules, Provenance.MEASURED)
                .build();
    }

    private static Agent agent(String name, Map<String, String> options) {
        ConfigurationSpace space = ConfigurationSpace.of(new SpaceSpec(
                "three",
                List.of(new Knob(Knob.SPLIT_LAYER, Knob.Kind.NUMERIC, List.of("0", "1", "2"), false)),
                List.of(),
                Map.of(Knob.SPLIT_LAYER, "0"),
                Map.of(Knob.SPLIT_LAYER, "2")));
        List<Evaluated> evaluated = new ArrayList<>();
        space.stream()
                .forEach(configuration -> evaluated.add(new Evaluated(
                        configuration, outcome(MILLIS[configuration.choice(0)], JOULES[configuration.choice(0)]), 1)));
        return Instance.provider(name)
                .create(new AgentContext(
                        ActionSet.of(space, evaluated),
                        ActionMask.all(evaluated.size()),
                        TransitionCost.FREE,
                        new CostWeights(MISS),
                        DeadlineDistribution.of(List.of(new Request(0, "three", 0, DEADLINE))),
                        0,
                        Observation.space(1, List.of(Condition.CLOUD_GUARD)),
                        Conditions.NONE,
                        new SplittableRandom(1),
                        options,
                        List.of()));
    }

    private static Agent online() {
        return agent("dynasplit-online", Map.of());
    }

    /** The choices over requests of which those from one to below another find the cloud ten times as slow. */
    private static List<Integer> choices(Agent agent, int requests, int slowFrom, int slowTo) {
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            int action = agent.act(CALM, ALL);
            choices.add(action);
            agent.onOutcome(action, outcome(millis(action, i, slowFrom, slowTo), JOULES[action]));
        }
        return choices;
    }

    private static double millis(int action, int request, int slowFrom, int slowTo) {
        boolean slow = action == CLOUD && request >= slowFrom && request < slowTo;
        return slow ? 10 * MILLIS[action] : MILLIS[action];
    }

    private static double cost(List<Integer> choices, int slowFrom, int slowTo) {
        double cost = 0;
        for (int i = 0; i < choices.size(); i++) {
            int action = choices.get(i);
            cost += JOULES[action] + (millis(action, i, slowFrom, slowTo) > DEADLINE ? MISS : 0);
        }
        return cost;
    }

    /** An expectation that was profiled has the idle share in the edge's energy. */
    @Test
    void anIdleShareThatIsToldApartCountsAsTheEdges() {
        Agent agent = online();
        assertThat(agent.act(CALM, ALL)).isEqualTo(CLOUD);
        for (int i = 0; i < 5; i++) {
            agent.onOutcome(
                    CLOUD,
                    Outcome.builder()
                            .latency(LatencyPart.EDGE, MILLIS[CLOUD], Provenance.MEASURED)
                            .energy(EnergyPart.EDGE, 0.4, Provenance.MEASURED)
                            .energy(EnergyPart.IDLE, 4.1, Provenance.MEASURED)
                            .build());
        }
        assertThat(agent.act(CALM, ALL)).isEqualTo(SPLIT);
    }

    @Test
    void whereAllIsAsExpectedItChoosesAsThePublishedSchedulerDoes() {
        assertThat(choices(online(), 200, 0, 0)).isEqualTo(choices(agent("dynasplit", Map.of()), 200, 0, 0));
        Agent agent = online();
        assertThat(agent.act(Observation.of(5, 0, 0), ALL)).isEqualTo(CLOUD);
    }

    @Test
    void itLeavesWhatBecameSlowAndReturnsWhenThatIsFastAgain() {
        List<Integer> online = choices(online(), 2000, 100, 1000);
        List<Integer> published = choices(agent("dynasplit", Map.of()), 2000, 100, 1000);
        assertThat(published).containsOnly(CLOUD);
        assertThat(cost(online, 100, 1000)).isLessThan(0.4 * cost(published, 100, 1000));
        // Some misses until the quantile moves, then a trial every 3.2 half-lives.
        assertThat(online.subList(100, 1000).stream().filter(action -> action == CLOUD))
                .hasSizeBetween(6, 25);
        assertThat(online.subList(1200, 2000)).containsOnly(CLOUD);
    }

    @Test
    void ofTheRestItTakesTheNextCheapestThatIsInTime() {
        assertThat(choices(online(), 1000, 0, 1000)).containsOnly(CLOUD, SPLIT);
    }

    @Test
    void itLearnsWhatAConfigurationReallyTakesInEnergy() {
        Agent agent = online();
        for (int i = 0; i < 20; i++) {
            agent.onOutcome(CLOUD, outcome(10, 5));
        }
        assertThat(agent.act(CALM, ALL)).isEqualTo(SPLIT);
    }

    @Test
    void anEnergyPartThatWasNotObservedIsTakenAsExpectedAndOneThatWasNotExpectedIsLeftOut() {
        Agent agent = online();
        for (int i = 0; i < 20; i++) {
            agent.onOutcome(
                    SPLIT,
                    Outcome.builder()
                            .latency(LatencyPart.EDGE, 10, Provenance.MEASURED)
                            .absent(EnergyPart.EDGE, "the meter did not answer")
                            .build());
            agent.onOutcome(
                    CLOUD,
                    Outcome.builder()
                            .latency(LatencyPart.EDGE, 10, Provenance.MEASURED)
                            .energy(EnergyPart.EDGE, 1, Provenance.MEASURED)
                            .energy(EnergyPart.RADIO, 100, Provenance.MEASURED)
                            .build());
        }
        assertThat(agent.act(CALM, ALL)).isEqualTo(CLOUD);
    }

    @Test
    void whatAQueueOrAChangeOfTheSettingTookIsNotTheConfigurations() {
        Agent agent = online();
        for (int i = 0; i < 20; i++) {
            agent.onOutcome(CLOUD, outcome(10, 1).withQueue(1000).withReconfiguration(1000, 1000, Provenance.MODELLED));
        }
        assertThat(agent.act(CALM, ALL)).isEqualTo(CLOUD);
    }

    @Test
    void whileTheGuardKeepsRequestsFromTheCloudItStaysOnTheDevice() {
        Agent agent = online();
        assertThat(agent.act(GUARDED, ALL)).isEqualTo(EDGE);
        assertThat(agent.act(CALM, ALL)).isEqualTo(CLOUD);
        assertThat(agent.act(GUARDED, ActionMask.of(true, true, false))).isEqualTo(CLOUD);
    }

    @Test
    void anEpisodeBeginsWithWhatIsExpected() {
        Agent agent = online();
        List<Integer> first = choices(agent, 300, 0, 300);
        agent.reset();
        assertThat(choices(agent, 300, 0, 300)).isEqualTo(first);
    }

    @Test
    void optionsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> agent("dynasplit-online", Map.of("half_life", "0.5")))
                .hasMessageContaining("option half_life to be a whole number between 1 and 100000, given 0.5");
        assertThatThrownBy(() -> agent("dynasplit-online", Map.of("quantile", "1")))
                .hasMessageContaining("option quantile to be a number between 0 and 0.9999, given 1");
    }
}
