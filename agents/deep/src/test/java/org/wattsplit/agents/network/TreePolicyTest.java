package org.wattsplit.agents.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wattsplit.agents.factored.ActionTree;
import org.wattsplit.agents.factored.MadeUpActions;
import org.wattsplit.agents.features.PriorLogits;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.testbed.TransitionCost;

/** Policies of chance weights on chance actions. */
final class TreePolicyTest {
    private static final int FEATURES = 3;
    private static final Observation ANY = Observation.of(9, 0);
    private static final float[] STATE = {0.3f, -0.8f, 0.5f};

    private static AgentContext context(ActionSet actions) {
        return new AgentContext(
                actions,
                ActionMask.all(actions.size()),
                new TransitionCost(6, 0.5),
                new CostWeights(20),
                DeadlineDistribution.of(List.of(new Request(0, "any", 0, 9))),
                0,
                Observation.space(actions.space().settings(), List.of()),
                Conditions.NONE,
                new SplittableRandom(1),
                Map.of(),
                List.of());
    }

    /** A policy that is far from even: its last layer's first weights are enlarged. */
    private static TreePolicy policy(ActionSet actions, double joulesPerLogit, long seed) {
        ActionTree tree = ActionTree.factored(actions);
        TreePolicy policy =
                new TreePolicy(tree, new PriorLogits(context(actions), joulesPerLogit, 0), FEATURES, 8, 0.5, seed);
        ArrayStore store = new ArrayStore();
        new TrainableNetwork(TreePolicy.sizes(tree, FEATURES, 8), 2, 0.5, seed).save(store, "policy");
        policy.load(store, "policy");
        return policy;
    }

    private static double probability(TreePolicy policy, ActionMask mask, int action) {
        return Arrays.stream(policy.decisions(STATE, ANY, mask, action))
                .mapToDouble(head -> head.probabilities()[head.value()])
                .reduce(1, (one, other) -> one * other);
    }

    @Test
    void onlyAllowedActionsHaveAProbabilityAndTheMostProbableIsTaken() {
        SplittableRandom random = new SplittableRandom(1);
        for (int seed = 0; seed < 100; seed++) {
            ActionSet actions = MadeUpActions.random(seed);
            TreePolicy policy = policy(actions, seed % 2 == 0 ? 0 : 5, seed);
            ActionMask mask = MadeUpActions.mask(actions.size(), random);
            double sum = 0;
            double largest = 0;
            for (int action = 0; action < actions.size(); action++) {
                double probability = probability(policy, mask, action);
                sum += probability;
                largest = Math.max(largest, probability);
                if (!mask.allows(action)) {
                    assertThat(probability).isZero();
                }
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            int taken = policy.act(STATE, ANY, mask);
            assertThat(mask.allows(taken)).isTrue();
            assertThat(probability(policy, mask, taken)).isCloseTo(largest, within(1e-12));
            for (int i = 0; i < 50; i++) {
                assertThat(mask.allows(policy.explore(STATE, ANY, mask, random)))
                        .isTrue();
            }
        }
    }

    @Test
    void actionsAreDrawnWithTheProductOfTheirDecisionsProbabilities() {
        ActionSet actions = MadeUpActions.of(7, 0.7, 3, 2, 3);
        TreePolicy policy = policy(actions, 0, 7);
        ActionMask all = ActionMask.all(actions.size());
        int draws = 100_000;
        int[] drawn = new int[actions.size()];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < draws; i++) {
            drawn[policy.explore(STATE, ANY, all, random)]++;
        }
        for (int action = 0; action < drawn.length; action++) {
            double product = probability(policy, all, action);
            assertThat(Head.logProbability(policy.decisions(STATE, ANY, all, action)))
                    .isCloseTo(Math.log(product), within(1e-9));
            assertThat(drawn[action] / (double) draws).isCloseTo(product, within(0.01));
        }
    }

    @Test
    void aFactoredPolicyBeginsWhereAFlatOneDoes() {
        ActionSet actions = MadeUpActions.of(8, 0.6, 4, 3, 3);
        PriorLogits prior = new PriorLogits(context(actions), 5, 0);
        ActionTree tree = ActionTree.factored(actions);
        TreePolicy factored = new TreePolicy(tree, prior, FEATURES, 8, 0.5, 1);
        TreePolicy flat = new TreePolicy(ActionTree.flat(actions.size()), prior, FEATURES, 8, 0.5, 2);
        ActionMask mask = MadeUpActions.mask(actions.size(), new SplittableRandom(3));
        for (int action = 0; action < actions.size(); action++) {
            assertThat(probability(factored, mask, action)).isCloseTo(probability(flat, mask, action), within(0.02));
        }
        assertThat(actions.energyJoules(factored.act(STATE, ANY, mask)))
                .isEqualTo(actions.energyJoules(flat.act(STATE, ANY, mask)));
    }

    @Test
    void theGradientThroughAllDecisionsIsThatOfDifferences() {
        ActionSet actions = MadeUpActions.of(9, 0.7, 3, 2, 3);
        ActionTree tree = ActionTree.factored(actions);
        TreeRows rows = new TreeRows(tree);
        SplittableRandom random = new SplittableRandom(4);
        List<Transition> steps = new ArrayList<>();
        float[][] features = new float[5][FEATURES];
        for (float[] one : features) {
            for (int i = 0; i < FEATURES; i++) {
                one[i] = (float) random.nextGaussian();
            }
            ActionMask mask = MadeUpActions.mask(actions.size(), random);
            steps.add(new Transition(ANY, mask, mask.draw(random), 0, new Reward(0, 0, 0), ANY, mask, false, false));
        }
        TreePolicy policy = policy(actions, 5, 9);
        TrainableNetwork network = new TrainableNetwork(TreePolicy.sizes(tree, FEATURES, 8), 2, 0.5, 9);
        float[][][] slopes = Arrays.stream(policy.forward(features, steps))
                .map(Cloning::gradients)
                .toArray(float[][][]::new);
        float[] gradient = network.parameterGradient(rows.inputs(features, steps), rows.gradients(slopes));
        float[] parameters = network.parameters();
        int count = steps.size() * tree.levels();
        for (int i = 0; i < parameters.length; i += 5) {
            double slope = (loss(policy, network, parameters, i, 1e-2f, features, steps)
                            - loss(policy, network, parameters, i, -1e-2f, features, steps))
                    / 2e-2;
            assertThat((double) gradient[i] / count).isCloseTo(slope, within(1e-3));
        }
    }

    /** The mean of minus the logarithm of the probabilities of the actions taken, one parameter having moved. */
    private static double loss(
            TreePolicy policy,
            TrainableNetwork network,
            float[] parameters,
            int at,
            float by,
            float[][] features,
            List<Transition> steps) {
        float[] moved = parameters.clone();
        moved[at] += by;
        network.setParameters(moved);
        ArrayStore store = new ArrayStore();
        network.save(store, "policy");
        policy.load(store, "policy");
        return Arrays.stream(policy.forward(features, steps))
                .mapToDouble(heads -> -Head.logProbability(heads))
                .average()
                .orElseThrow();
    }
}
