package org.wattsplit.agents.features;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.Reward;
import org.wattsplit.framework.file.ArrayStore;

/** Transitions as arrays, so that buffers can be saved. */
public final class Transitions {
    /** Numbers of a transition beside its observations and masks. */
    private static final int NUMBERS = 7;

    private Transitions() {}

    /**
     * Keeps transitions under a name, in their order: {@code .observations} before and after each, shape (transitions, 2,
     * observed); {@code .numbers}, shape (transitions, {@value #NUMBERS}): action, reward (J), energy (J), 1 for a missed
     * deadline, loss of accuracy, 1 where it is terminated, 1 where it is truncated.
     */
    public static void save(ArrayStore store, String name, List<Transition> transitions) {
        int count = transitions.size();
        int width = count == 0 ? 0 : transitions.get(0).observation().size();
        int actions = count == 0 ? 0 : transitions.get(0).mask().size();
        double[] observations = new double[2 * count * width];
        double[] numbers = new double[count * NUMBERS];
        List<Long> forbidden = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Transition one = transitions.get(i);
            for (int j = 0; j < width; j++) {
                observations[2 * i * width + j] = one.observation().get(j);
                observations[(2 * i + 1) * width + j] = one.next().get(j);
            }
            double[] row = {
                one.action(),
                one.reward(),
                one.components().energyJoules(),
                one.components().deadlineMiss(),
                one.components().accuracyLoss(),
                one.terminated() ? 1 : 0,
                one.truncated() ? 1 : 0
            };
            System.arraycopy(row, 0, numbers, i * NUMBERS, NUMBERS);
            forbid(forbidden, one.mask(), 2L * i * actions);
            forbid(forbidden, one.nextMask(), (2L * i + 1) * actions);
        }
        store.put(name + ".shape", count, width, actions);
        store.put(name + ".observations", List.of(count, 2, width), observations);
        store.put(name + ".numbers", List.of(count, NUMBERS), numbers);
        store.put(
                name + ".forbidden",
                forbidden.stream().mapToLong(Long::longValue).toArray());
    }

    private static void forbid(List<Long> forbidden, ActionMask mask, long offset) {
        if (!mask.allowsAll()) {
            for (int action = 0; action < mask.size(); action++) {
                if (!mask.allows(action)) {
                    forbidden.add(offset + action);
                }
            }
        }
    }

    /** The transitions kept under a name. */
    public static List<Transition> load(ArrayStore store, String name) {
        long[] shape = store.longs(name + ".shape", 3);
        int count = (int) shape[0];
        int width = (int) shape[1];
        int actions = (int) shape[2];
        double[] observations = store.doubles(name + ".observations", 2 * count * width);
        double[] numbers = store.doubles(name + ".numbers", count * NUMBERS);
        long[] forbidden = store.longs(name + ".forbidden", store.length(name + ".forbidden"));
        int next = 0;
        ActionMask all = actions == 0 ? ActionMask.all(1) : ActionMask.all(actions);
        List<Transition> transitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ActionMask[] masks = {all, all};
            for (int side = 0; side < 2; side++) {
                long offset = (2L * i + side) * actions;
                boolean[] allowed = null;
                while (next < forbidden.length && forbidden[next] < offset + actions) {
                    if (allowed == null) {
                        allowed = new boolean[actions];
                        java.util.Arrays.fill(allowed, true);
                    }
                    allowed[(int) (forbidden[next] - offset)] = false;
                    next++;
                }
                if (allowed != null) {
                    masks[side] = ActionMask.of(allowed);
                }
            }
            int row = i * NUMBERS;
            transitions.add(new Transition(
                    observation(observations, 2 * i, width),
                    masks[0],
                    (int) numbers[row],
                    numbers[row + 1],
                    new Reward(numbers[row + 2], numbers[row + 3], numbers[row + 4]),
                    observation(observations, 2 * i + 1, width),
                    masks[1],
                    numbers[row + 5] > 0,
                    numbers[row + 6] > 0));
        }
        return transitions;
    }

    private static Observation observation(double[] values, int row, int width) {
        return Observation.of(java.util.Arrays.copyOfRange(values, row * width, (row + 1) * width));
    }
}
