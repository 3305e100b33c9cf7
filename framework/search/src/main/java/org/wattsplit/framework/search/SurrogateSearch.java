package org.wattsplit.framework.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
 * number of them, 1 on average) adds the most hypervolume to the front is suggested next. After SMAC (Hutter, Hoos and
 * Leyton-Brown, LION 5, 2011) with a hypervolume-based criterion as in SMS-EGO (Ponweiser, Wagner, Biermann and Vincze,
 * PPSN X, 2008). For a batch, each suggestion is believed to come out as predicted before the next is chosen (kriging
 * believer; Ginsbourger, Le Riche and Carraro, 2010), with the same forest.
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
            int wanted = Math.min(limit, problem.batch());
            return evaluated.size() < INITIAL ? initial(Math.min(wanted, INITIAL - evaluated.size())) : suggest(wanted);
        }

        private List<Configuration> initial(int wanted) {
            Set<Configuration> drawn = new LinkedHashSet<>();
            for (int i = 0; i < wanted; i++) {
                draw(drawn);
            }
            return List.copyOf(drawn);
        }

        /** Adds an unseen configuration that the set does not hold; a few tries, since batches are small. */
        private boolean draw(Set<Configuration> into) {
            for (int attempt = 0; attempt < 20; attempt++) {
                Optional<Configuration> drawn = unseen.sample(problem.random());
                if (drawn.isEmpty()) {
                    return false;
                }
                if (into.add(drawn.get())) {
                    return true;
                }
            }
            return false;
        }

        private List<Configuration> suggest(int wanted) {
            double[][] vectors = ParetoSet.vectors(problem.objectives(), evaluated);
            ObjectiveBounds bounds = ObjectiveBounds.of(problem.objectives(), vectors);
            List<Evaluated> front = ParetoSet.front(problem.objectives(), evaluated);
            List<double[]> scaledFront =
                    new ArrayList<>(List.of(bounds.scale(ParetoSet.vectors(problem.objectives(), front))));
            ForestModel model = new ForestModel(
                    problem.space(),
                    evaluated.stream().map(Evaluated::configuration).toList(),
                    Arrays.stream(vectors).map(this::toModel).toArray(double[][]::new),
                    problem.random().nextLong());
            // An exponential share of optimism, 1 on average, keeps it from trusting the same trees every time.
            double deviations = -Math.log(1 - problem.random().nextDouble());
            Map<Configuration, double[]> optimistic = new LinkedHashMap<>();
            for (Configuration candidate : candidates(front)) {
                optimistic.put(candidate, bounds.scale(fromModel(model.lowerBound(candidate, deviations))));
            }
            Set<Configuration> batch = new LinkedHashSet<>();
            boolean found = true;
            while (batch.size() < wanted && found) {
                Configuration best = best(scaledFront.toArray(double[][]::new), optimistic);
                if (best == null) {
                    found = draw(batch);
                } else {
                    batch.add(best);
                    optimistic.remove(best);
                    scaledFront.add(bounds.scale(fromModel(model.lowerBound(best, 0))));
                }
            }
            return List.copyOf(batch);
        }

        /** The candidate of the largest gain; the first of equal ones. Null where none gains anything. */
        private static @Nullable Configuration best(double[][] front, Map<Configuration, double[]> optimistic) {
            List<Promise> promises = new ArrayList<>();
            optimistic.forEach((candidate, point) -> promises.add(new Promise(candidate, point, bound(front, point))));
            promises.sort(Comparator.comparingDouble(Promise::bound).reversed());
            Configuration best = null;
            double bestGain = 0;
            for (Promise promise : promises) {
                // No later one can gain more than its bound; the exact gain is the costly part.
                if (promise.bound() <= bestGain) {
                    break;
                }
                double gain = gain(front, promise.point());
                if (gain > bestGain) {
                    best = promise.candidate();
                    bestGain = gain;
                }
            }
            return best;
        }

        /** A candidate with what it can gain at most. */
        private record Promise(Configuration candidate, double[] point, double bound) {}

        /** What a point gains at most: its own box, less the largest part of it that one point of the front has. */
        private static double bound(double[][] front, double[] point) {
            double largest = 0;
            for (double[] other : front) {
                double shared = 1;
                for (int o = 0; o < point.length; o++) {
                    shared *= Math.max(0, ObjectiveBounds.REFERENCE - Math.max(other[o], point[o]));
                }
                largest = Math.max(largest, shared);
            }
            double box = 1;
            for (double value : point) {
                box *= Math.max(0, ObjectiveBounds.REFERENCE - value);
            }
            return box - largest;
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
                for (int o = 0; o < point.length; o++) {
                    within[i][o] = Math.max(front[i][o], point[o]);
                }
            }
            boolean[] kept = Dominance.nonDominated(within);
            double[][] few = IntStream.range(0, kept.length)
                    .filter(i -> kept[i])
                    .mapToObj(i -> within[i])
                    .toArray(double[][]::new);
            return Hypervolume.of(new double[][] {point}, reference) - Hypervolume.of(few, reference);
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
