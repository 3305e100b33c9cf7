package org.wattsplit.framework.env;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.pareto.Dominance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * The configurations that an agent chooses among, with their expected outcomes, in ascending order of the
 * configurations: action {@code a} is the one at position {@code a}. Immutable.
 */
public final class ActionSet {
    /** Which of a Pareto set's configurations are actions. */
    public enum Kind {
        /** The non-dominated ones. */
        PARETO,
        /** Each hardware setting of the non-dominated ones with its own front out of all evaluated. */
        PARETO_PER_SETTING,
        /**
         * The same settings, each with what may be best under some rate of the link and some load of the cloud: its front
         * over the times on the edge, on the link and in the cloud, and the objectives but for latency.
         */
        PARETO_PER_PART,
        /** Every evaluated one. */
        FULL;

        /** The name that commands use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of that name. */
        public static Kind of(String label) {
            for (Kind kind : values()) {
                if (kind.label().equals(label)) {
                    return kind;
                }
            }
            throw InputException.unknown(
                    "the action set",
                    label,
                    Arrays.stream(values()).map(Kind::label).toList());
        }
    }

    private final ConfigurationSpace space;
    private final List<Evaluated> actions;
    private final double[] latencyMillis;
    private final double[] energyJoules;
    private final int[] settings;

    private ActionSet(ConfigurationSpace space, List<Evaluated> actions) {
        this.space = space;
        this.actions = actions;
        latencyMillis =
                actions.stream().mapToDouble(a -> a.outcome().latencyMillis()).toArray();
        energyJoules =
                actions.stream().mapToDouble(a -> a.outcome().energyJoules()).toArray();
        settings =
                actions.stream().mapToInt(a -> a.configuration().settingIndex()).toArray();
    }

    /** The actions of that kind out of a Pareto set. */
    public static ActionSet of(ParetoSet set, Kind kind) {
        List<Evaluated> actions = switch (kind) {
            case PARETO -> set.front();
            case PARETO_PER_SETTING -> perSetting(set, one -> one.vector(set.objectives()));
            case PARETO_PER_PART -> perSetting(set, one -> parts(set.objectives(), one));
            case FULL -> set.evaluated();
        };
        return of(set.space(), actions);
    }

    /** The set of those actions, at least one; sorted here. */
    public static ActionSet of(ConfigurationSpace space, List<Evaluated> actions) {
        Check.notEmpty("the actions", actions);
        return new ActionSet(
                space,
                actions.stream()
                        .sorted(Comparator.comparing(Evaluated::configuration))
                        .toList());
    }

    /** What configurations have in common that could serve the same requests without a change of the hardware. */
    private record Alternatives(int setting, Map<String, String> requestValues) {
        static Alternatives of(Evaluated one) {
            return new Alternatives(
                    one.configuration().settingIndex(), one.configuration().requestValues());
        }
    }

    private static List<Evaluated> perSetting(ParetoSet set, Function<Evaluated, double[]> vector) {
        Set<Integer> settings = set.front().stream()
                .map(one -> one.configuration().settingIndex())
                .collect(Collectors.toSet());
        Map<Alternatives, List<Evaluated>> bySetting = set.evaluated().stream()
                .filter(one -> settings.contains(one.configuration().settingIndex()))
                .collect(Collectors.groupingBy(Alternatives::of));
        List<Evaluated> actions = new ArrayList<>();
        for (List<Evaluated> ofSetting : bySetting.values()) {
            boolean[] flags =
                    Dominance.nonDominated(ofSetting.stream().map(vector).toArray(double[][]::new));
            for (int i = 0; i < flags.length; i++) {
                if (flags[i]) {
                    actions.add(ofSetting.get(i));
                }
            }
        }
        return actions;
    }

    /** Times on the edge, on the link and in the cloud, all else of the latency being the edge's; then the objectives. */
    private static double[] parts(List<Objective> objectives, Evaluated one) {
        List<Objective> others = objectives.stream()
                .filter(objective -> objective != Objective.LATENCY)
                .toList();
        double transfer = one.outcome().latencyMillis(LatencyPart.TRANSFER).orElse(0);
        double cloud = one.outcome().latencyMillis(LatencyPart.CLOUD).orElse(0);
        double[] rest = one.vector(others);
        double[] vector = new double[3 + rest.length];
        vector[0] = one.outcome().latencyMillis() - transfer - cloud;
        vector[1] = transfer;
        vector[2] = cloud;
        System.arraycopy(rest, 0, vector, 3, rest.length);
        return vector;
    }

    /** The space that the configurations belong to. */
    public ConfigurationSpace space() {
        return space;
    }

    /** The number of actions. */
    public int size() {
        return actions.size();
    }

    /** The configuration of an action. */
    public Configuration configuration(int action) {
        return actions.get(action).configuration();
    }

    /** The configuration of an action with its expected outcome. */
    public Evaluated expected(int action) {
        return actions.get(action);
    }

    /** The expected latency of an action, in milliseconds, without reconfiguration. */
    public double latencyMillis(int action) {
        return latencyMillis[action];
    }

    /** The expected energy of an action, in joules, without reconfiguration; 0 where it has none. */
    public double energyJoules(int action) {
        return energyJoules[action];
    }

    /**
     * What an action is expected to cost but for its deadline, in joules, without reconfiguration: its energy, and the price of
     * a wrong answer.
     */
    public double servingCost(int action, CostWeights weights) {
        return energyJoules[action] + wrongAnswers(action, weights);
    }

    /** What is paid for the wrong answers that an action is expected to give, all of its batch, in joules. */
    public double wrongAnswers(int action, CostWeights weights) {
        return configuration(action).batch()
                * weights.wrongAnswer(expected(action).outcome().accuracy());
    }

    /**
     * The mask that allows those actions which a space has, of a device that lacks hardware what is left, and whose expected
     * accuracy is not below the floor of some weights.
     *
     * @throws InputException where none is, or where weights need accuracies that the actions lack
     */
    public ActionMask within(ConfigurationSpace other, CostWeights weights) {
        InputException.require(
                !weights.ofAccuracy() || lackingAccuracy().isEmpty(),
                "wrong_answer_j and accuracy_floor of the scenario",
                "0, as they need " + lackingAccuracy().orElse(""),
                weights);
        double floor = weights.accuracyFloor();
        double best = actions.stream()
                .mapToDouble(action -> action.outcome().accuracy().orElse(0))
                .max()
                .orElseThrow();
        InputException.require(
                best >= floor, "accuracy_floor", "at most the best accuracy of an action, " + best, floor);
        boolean[] allowed = new boolean[actions.size()];
        boolean any = false;
        for (int action = 0; action < allowed.length; action++) {
            allowed[action] = other.contains(configuration(action))
                    && expected(action).outcome().accuracy().orElse(floor) >= floor;
            any |= allowed[action];
        }
        if (!any) {
            throw InputException.of(
                    "the actions",
                    "some that the testbed can execute"
                            + (floor > 0 ? ", with an accuracy of at least the accuracy_floor, " + floor : ""),
                    "none, such as " + configuration(0));
        }
        return ActionMask.of(allowed);
    }

    /** In words that somebody needs the energy of every action, unless every expected outcome has one. */
    public Optional<String> lackingEnergy() {
        return actions.stream().allMatch(action -> action.outcome().hasEnergy())
                ? Optional.empty()
                : Optional.of("the energy of every configuration");
    }

    /** In words that somebody needs the accuracy of every action, unless every expected outcome has one. */
    public Optional<String> lackingAccuracy() {
        return actions.stream().allMatch(action -> action.outcome().accuracy().isPresent())
                ? Optional.empty()
                : Optional.of("the accuracy of every configuration");
    }

    /** The number of an action's hardware setting. */
    public int settingIndex(int action) {
        return settings[action];
    }

    /** The actions with their expected outcomes as text, the same for equal sets. */
    public String describe() {
        return actions.stream()
                .map(one -> one.configuration() + " " + one.outcome())
                .collect(Collectors.joining("\n"));
    }

    /** The action that stands for a configuration; empty where none does. Linear time. */
    public OptionalInt indexOf(Configuration configuration) {
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i).configuration().equals(configuration)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
