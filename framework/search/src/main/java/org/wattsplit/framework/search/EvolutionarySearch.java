package org.wattsplit.framework.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.moeaframework.core.PRNG;
import org.moeaframework.core.Solution;
import org.moeaframework.core.operator.CompoundVariation;
import org.moeaframework.core.operator.Variation;
import org.moeaframework.core.operator.real.PM;
import org.moeaframework.core.operator.real.SBX;
import org.moeaframework.core.population.NondominatedSortingPopulation;
import org.moeaframework.core.population.ReferencePointNondominatedSortingPopulation;
import org.moeaframework.core.selection.TournamentSelection;
import org.moeaframework.core.variable.RealVariable;
import org.moeaframework.util.weights.NormalBoundaryDivisions;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/**
 * NSGA-II (Deb, Pratap, Agarwal and Meyarivan, IEEE TEVC 6(2), 2002) and NSGA-III (Deb and Jain, IEEE TEVC 18(4),
 * 2014), with the sorting, niching, selection and operators of the MOEA Framework.
 *
 * <p>Deviations, for small discrete spaces and few evaluations: knobs are real variables that are rounded and repaired
 * to the nearest feasible configuration; an offspring that was evaluated before becomes the nearest one that was not;
 * the first generation holds the anchors; a generation has {@value #POPULATION} configurations.
 */
public abstract sealed class EvolutionarySearch implements SearchStrategyProvider {
    /** Configurations in a generation. */
    public static final int POPULATION = 20;

    private final String name;
    private final String description;
    private final IntFunction<NondominatedSortingPopulation> population;

    private EvolutionarySearch(String name, String description, IntFunction<NondominatedSortingPopulation> population) {
        this.name = name;
        this.description = description;
        this.population = population;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final SearchStrategy create(SearchProblem problem) {
        return new Generations(problem, population.apply(problem.objectives().size()));
    }

    /** Fronts by crowding distance. */
    public static final class Nsga2 extends EvolutionarySearch {
        public Nsga2() {
            super("nsga2", "NSGA-II with repair, without repeats", objectives -> new NondominatedSortingPopulation());
        }
    }

    /** Fronts by reference points. */
    public static final class Nsga3 extends EvolutionarySearch {
        private static final int DIVISIONS = 5;

        public Nsga3() {
            super(
                    "nsga3",
                    "NSGA-III with repair, without repeats",
                    objectives -> new ReferencePointNondominatedSortingPopulation(
                            objectives, new NormalBoundaryDivisions(objectives == 2 ? POPULATION - 1 : DIVISIONS)));
        }
    }

    /** One search: generation after generation. */
    private static final class Generations implements SearchStrategy {
        private final SearchProblem problem;
        private final NondominatedSortingPopulation population;
        private final Unseen unseen;
        private final TournamentSelection selection = new TournamentSelection(2);
        private final Variation variation;
        private int generated;

        Generations(SearchProblem problem, NondominatedSortingPopulation population) {
            this.problem = problem;
            this.population = population;
            unseen = new Unseen(problem.space());
            variation = new CompoundVariation(
                    new SBX(0.9, 10), new PM(1.0 / problem.space().knobs().size(), 10));
        }

        @Override
        public List<Configuration> ask(int limit) {
            int wanted = Math.min(limit, POPULATION);
            return generated < POPULATION ? initial(Math.min(wanted, POPULATION - generated)) : offspring(wanted);
        }

        private List<Configuration> initial(int wanted) {
            Set<Configuration> batch = new LinkedHashSet<>();
            for (int i = 0; i < wanted; i++) {
                unseen.sample(problem.random()).ifPresent(configuration -> take(configuration, batch));
            }
            return List.copyOf(batch);
        }

        private List<Configuration> offspring(int wanted) {
            // The MOEA Framework draws from a generator of this thread; it is seeded anew from ours each time, so that
            // a search does not depend on what else the thread did.
            PRNG.setSeed(problem.random().nextLong());
            Set<Configuration> batch = new LinkedHashSet<>();
            population.update();
            boolean found = true;
            while (batch.size() < wanted && found) {
                Solution child = variation.evolve(selection.select(2, population))[0];
                var near = unseen.near(decode(child), problem.random());
                near.ifPresent(configuration -> take(configuration, batch));
                found = near.isPresent();
            }
            return List.copyOf(batch);
        }

        private void take(Configuration configuration, Set<Configuration> batch) {
            unseen.remove(configuration);
            batch.add(configuration);
        }

        @Override
        public void tell(List<Evaluated> evaluated) {
            PRNG.setSeed(problem.random().nextLong());
            for (Evaluated one : evaluated) {
                unseen.remove(one.configuration());
                population.add(encode(one));
            }
            generated += evaluated.size();
            if (population.size() > POPULATION) {
                population.truncate(POPULATION);
            }
        }

        private Solution encode(Evaluated one) {
            int knobs = problem.space().knobs().size();
            Solution solution = new Solution(knobs, problem.objectives().size());
            for (int i = 0; i < knobs; i++) {
                // Half a step beyond either end gives the first and last value the same share as the others.
                RealVariable variable = new RealVariable(
                        -0.5, problem.space().knobs().get(i).values().size() - 0.5);
                variable.setValue(one.configuration().choice(i));
                solution.setVariable(i, variable);
            }
            double[] vector = one.vector(problem.objectives());
            for (int i = 0; i < vector.length; i++) {
                solution.setObjectiveValue(i, vector[i]);
            }
            return solution;
        }

        private Configuration decode(Solution solution) {
            ConfigurationSpace space = problem.space();
            int[] choices = new int[space.knobs().size()];
            for (int i = 0; i < choices.length; i++) {
                int last = space.knobs().get(i).values().size() - 1;
                long rounded = Math.round(RealVariable.getReal(solution.getVariable(i)));
                choices[i] = (int) Math.max(0, Math.min(last, rounded));
            }
            return space.repair(choices);
        }
    }
}
