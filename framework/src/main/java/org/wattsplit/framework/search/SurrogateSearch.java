package org.wattsplit.framework.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Dominance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.Hypervolume;
import org.wattsplit.framework.pareto.ObjectiveBounds;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.space.Configuration;

/**
 * Model-assisted search for small budgets: a random forest predicts the objectives of configurations that were not
 * evaluated; the one whose optimistic prediction (mean less some standard deviations over the trees, an exponential
 * number of them, 1 on average) adds the most hypervolume to the front is suggested next. After SMAC (Hutter, Hoos and Leyton-Brown, LION 5, 2011) with a
 * hypervolume-based criterion as in SMS-EGO (Ponweiser, Wagner, Biermann and Vincze, PPSN X, 2008).
 *
 * <p>Latency and energy are modelled as logarithms. Candidates are drawn evenly, and around the front; a space is never
 * enumerated.
 */
public final class SurrogateSearch implements SearchStrategyProvider {
    private static final int INITIAL = 12;
    private static final int CANDIDATES = 700;

    @Override
    public String name() {
        return "surrogate";
    }

    @Override
    public String description() {
        return "a random forest's optimistic prediction that adds the most hypervolume";
    }

    @Override
    public SearchStrategy create(SearchProblem problem) {
        return new Guided(problem);
    }

    private static final class Guided implements SearchStrategy {
        private final SearchProblem problem;
        private final Unseen unseen;
        private final List<Evaluated> evaluated = new ArrayList<>();

        Guided(SearchProblem problem) {
            this.problem = problem;
            unseen = new Unseen(problem.space());
        }

        @Override
        public void tell(List<Evaluated> more) {
            more.forEach(one -> unseen.remove(one.configuration()));
            evaluated.addAll(more);
        }

        @Override
        public List<Configuration> ask(int limit) {
            Optional<Configuration> next = evaluated.size() < INITIAL ? unseen.sample(problem.random()) : suggest();
            return next.map(List::of).orElseGet(List::of);
        }

        private Optional<Configuration> suggest() {
            double[][] vectors = ParetoSet.vectors(problem.objectives(), evaluated);
            ObjectiveBounds bounds = ObjectiveBounds.of(problem.objectives(), vectors);
            List<Evaluated> front = ParetoSet.front(problem.objectives(), evaluated);
            double[][] scaledFront = bounds.scale(ParetoSet.vectors(problem.objectives(), front));
            ForestModel model = new ForestModel(
                    problem.space(),
                    evaluated.stream().map(Evaluated::configuration).toList(),
                    Arrays.stream(vectors).map(this::toModel).toArray(double[][]::new),
                    problem.random().nextLong());
            // An exponential share of optimism, 1 on average, keeps it from trusting the same trees every time.
            double deviations = -Math.log(1 - problem.random().nextDouble());
            Configuration best = null;
            double bestGain = 0;
            for (Configuration candidate : candidates(front)) {
                double[] optimistic = bounds.scale(fromModel(model.lowerBound(candidate, deviations)));
                double gain = gain(scaledFront, optimistic);
                if (gain > bestGain) {
                    best = candidate;
                    bestGain = gain;
                }
            }
            return best == null ? unseen.sample(problem.random()) : Optional.of(best);
        }

        private Set<Configuration> candidates(List<Evaluated> front) {
            Set<Configuration> candidates = new LinkedHashSet<>();
            for (Evaluated one : front) {
                for (Configuration neighbour : problem.space().neighbours(one.configuration())) {
                    if (unseen.contains(neighbour)) {
                        candidates.add(neighbour);
                    }
                }
            }
            for (int i = 0; i < 2 * CANDIDATES && candidates.size() < CANDIDATES; i++) {
                Configuration drawn = problem.space().sample(problem.random());
                if (unseen.contains(drawn)) {
                    candidates.add(drawn);
                }
            }
            return candidates;
        }

        /** The hypervolume that a point adds to a front: its own box, less what the front has of it. */
        private static double gain(double[][] front, double[] point) {
            double[] reference = new double[point.length];
            Arrays.fill(reference, ObjectiveBounds.REFERENCE);
            double[][] within = new double[front.length][point.length];
            for (int i = 0; i < front.length; i++) {
                if (Dominance.dominates(front[i], point)) {
                    return 0;
                }
                for (int o = 0; o < point.length; o++) {
                    within[i][o] = Math.max(front[i][o], point[o]);
                }
            }
            return Hypervolume.of(new double[][] {point}, reference) - Hypervolume.of(within, reference);
        }

        private double[] toModel(double[] vector) {
            double[] model = vector.clone();
            for (int i = 0; i < model.length; i++) {
                if (problem.objectives().get(i) != Objective.ACCURACY) {
                    model[i] = Math.log1p(vector[i]);
                }
            }
            return model;
        }

        private double[] fromModel(double[] model) {
            double[] vector = model.clone();
            for (int i = 0; i < model.length; i++) {
                if (problem.objectives().get(i) != Objective.ACCURACY) {
                    vector[i] = Math.expm1(model[i]);
                }
            }
            return vector;
        }
    }
}
