package org.wattsplit.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testkit.AgentChecker;

/** Each agent against the plain statement of what it does. */
final class AgentsTest {
    private static final int INSTANCES = 60;

    static Stream<String> names() {
        return Providers.load("an agent", AgentProvider.class).all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyAgentKeepsTheContract(String name) {
        Instance instance = new Instance(3, 150);
        AgentChecker.check(() -> instance.agent(name, Map.of()), instance.environment());
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingBeatsTheClairvoyant(String name) {
        for (int seed = 0; seed < INSTANCES; seed++) {
            Instance instance = new Instance(seed, 30);
            double bound = instance.total(instance.actionsOf(instance.agent("clairvoyant", Map.of())));
            double cost = instance.total(instance.actionsOf(instance.agent(name, Map.of())));
            assertThat(cost).isGreaterThanOrEqualTo(bound - 1e-9);
        }
    }

    @Test
    void theClairvoyantReachesTheBestOfAllSequences() {
        for (int seed = 0; seed < 20; seed++) {
            Instance instance = new Instance(seed, 4);
            double bound = instance.total(instance.actionsOf(instance.agent("clairvoyant", Map.of())));
            assertThat(bound).isCloseTo(bestSequence(instance, 0, 0), within(1e-9));
        }
    }

    private static double bestSequence(Instance instance, int position, int setting) {
        if (position == instance.requests.size()) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int action = 0; action < instance.actions.size(); action++) {
            double now = instance.cost(
                    setting, action, instance.requests.get(position).deadlineMillis());
            best = Math.min(best, now + bestSequence(instance, position + 1, instance.actions.settingIndex(action)));
        }
        return best;
    }

    @Test
    void dynasplitTakesTheFirstInTimeInOrderOfEnergyElseTheFastest() {
        for (int seed = 0; seed < INSTANCES; seed++) {
            Instance instance = new Instance(seed, 40);
            ActionSet actions = instance.actions;
            List<Integer> byEnergy = IntStream.range(0, actions.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(actions::energyJoules))
                    .toList();
            List<Integer> taken = instance.actionsOf(instance.agent("dynasplit", Map.of("margin_ms", "2")));
            for (int i = 0; i < taken.size(); i++) {
                double deadline = instance.requests.get(i).deadlineMillis() - 2;
                double expected = byEnergy.stream()
                        .filter(action -> actions.latencyMillis(action) <= deadline)
                        .mapToDouble(actions::energyJoules)
                        .findFirst()
                        .orElse(-1);
                if (expected < 0) {
                    assertThat(actions.latencyMillis(taken.get(i)))
                            .isEqualTo(IntStream.range(0, actions.size())
                                    .mapToDouble(actions::latencyMillis)
                                    .min()
                                    .orElseThrow());
                } else {
                    assertThat(actions.energyJoules(taken.get(i))).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void myopicCostIsTheLeastOfTheRequestAtHand() {
        for (int seed = 0; seed < INSTANCES; seed++) {
            Instance instance = new Instance(seed, 40);
            List<Integer> taken = instance.actionsOf(instance.agent("myopic-cost", Map.of()));
            int setting = 0;
            for (int i = 0; i < taken.size(); i++) {
                double deadline = instance.requests.get(i).deadlineMillis();
                double least = Double.POSITIVE_INFINITY;
                for (int action = 0; action < instance.actions.size(); action++) {
                    least = Math.min(least, instance.cost(setting, action, deadline));
                }
                assertThat(instance.cost(setting, taken.get(i), deadline)).isEqualTo(least);
                setting = instance.actions.settingIndex(taken.get(i));
            }
        }
    }

    @Test
    void greedySwitchingIsInTimeWhereverAnyActionIs() {
        for (int seed = 0; seed < INSTANCES; seed++) {
            Instance instance = new Instance(seed, 40);
            List<Integer> taken = instance.actionsOf(instance.agent("greedy-switching", Map.of()));
            int setting = 0;
            for (int i = 0; i < taken.size(); i++) {
                double deadline = instance.requests.get(i).deadlineMillis();
                int from = setting;
                boolean possible = IntStream.range(0, instance.actions.size())
                        .anyMatch(action -> latency(instance, from, action) <= deadline);
                assertThat(latency(instance, setting, taken.get(i)) <= deadline).isEqualTo(possible);
                setting = instance.actions.settingIndex(taken.get(i));
            }
        }
    }

    private static double latency(Instance instance, int setting, int action) {
        return instance.actions.latencyMillis(action)
                + instance.changes.millis(setting, instance.actions.settingIndex(action));
    }

    @Test
    void fixedSettingHoldsOneSetting() {
        Instance instance = new Instance(4, 60);
        assertThat(instance.actionsOf(instance.agent("fixed-setting", Map.of())).stream()
                        .map(instance.actions::settingIndex)
                        .distinct())
                .hasSize(1);
    }

    /** Value iteration over (setting, deadline) pairs, spelled out. */
    @Test
    void thePlannersPolicyIsOptimalForDeadlinesDrawnAgainAndAgain() {
        for (int seed = 0; seed < 10; seed++) {
            Instance instance = new Instance(seed, 25);
            int settings = 3;
            double[] values = new double[settings];
            for (int sweep = 0; sweep < 4_000; sweep++) {
                double[] next = new double[settings];
                for (int setting = 0; setting < settings; setting++) {
                    for (Request request : instance.requests) {
                        next[setting] +=
                                best(instance, values, setting, request.deadlineMillis()) / instance.requests.size();
                    }
                }
                values = next;
            }
            var planner = instance.agent("planner", Map.of());
            for (int setting = 0; setting < settings; setting++) {
                for (Request request : instance.requests) {
                    int action = planner.act(
                            Observation.of(request.deadlineMillis(), setting), ActionMask.all(instance.actions.size()));
                    double value = instance.cost(setting, action, request.deadlineMillis())
                            + 0.99 * values[instance.actions.settingIndex(action)];
                    assertThat(value)
                            .isCloseTo(best(instance, values, setting, request.deadlineMillis()), within(1e-6));
                }
            }
        }
    }

    private static double best(Instance instance, double[] values, int setting, double deadline) {
        double best = Double.POSITIVE_INFINITY;
        for (int action = 0; action < instance.actions.size(); action++) {
            best = Math.min(
                    best,
                    instance.cost(setting, action, deadline) + 0.99 * values[instance.actions.settingIndex(action)]);
        }
        return best;
    }

    @Test
    void onlyBoundsAreShownTheRequests() {
        assertThat(Providers.load("an agent", AgentProvider.class).all().values().stream()
                        .filter(AgentProvider::bound)
                        .map(AgentProvider::name))
                .containsExactlyInAnyOrder("clairvoyant", "relaxed");
    }

    @Test
    void aStaticAgentNeedsItsConfigurationAmongTheActions() {
        Instance instance = new Instance(1, 5);
        ActionSet without = ActionSet.of(instance.actions.space(), List.of(instance.actions.expected(4)));
        AgentContext context = instance.context(without);
        assertThatThrownBy(() -> Instance.provider("edge").create(context))
                .hasMessageContaining("the configuration of agent edge to be in its action set")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> Instance.provider("cloud").create(context)).hasMessageContaining("agent cloud");
    }

    /** An agent that is told what may be taken plans as one that has nothing else. */
    @Test
    void aMaskedActionIsAsGoodAsNone() {
        List<String> names = List.of(
                "planner",
                "clairvoyant",
                "fixed-setting",
                "myopic-cost",
                "greedy-switching",
                "dynasplit",
                "fastest",
                "energy");
        for (int seed = 1; seed <= 20; seed++) {
            Instance instance = new Instance(seed, 30);
            RandomGenerator random = new SplittableRandom(seed);
            boolean[] allowed = new boolean[instance.actions.size()];
            for (int action = 0; action < allowed.length; action++) {
                allowed[action] = action == seed % allowed.length || random.nextBoolean();
            }
            ActionSet few = ActionSet.of(
                    instance.actions.space(),
                    IntStream.range(0, allowed.length)
                            .filter(action -> allowed[action])
                            .mapToObj(instance.actions::expected)
                            .toList());
            ActionMask mask = ActionMask.of(allowed);
            for (String name : names) {
                List<Configuration> masked = instance
                        .actionsOf(
                                Instance.provider(name).create(instance.context(name, instance.actions, mask)),
                                instance.actions,
                                mask)
                        .stream()
                        .map(instance.actions::configuration)
                        .toList();
                ActionMask all = ActionMask.all(few.size());
                List<Configuration> without =
                        instance
                                .actionsOf(Instance.provider(name).create(instance.context(name, few, all)), few, all)
                                .stream()
                                .map(few::configuration)
                                .toList();
                assertThat(masked).as(name + " of seed " + seed).isEqualTo(without);
            }
        }
    }
}
