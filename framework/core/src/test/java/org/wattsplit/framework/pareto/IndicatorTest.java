package org.wattsplit.framework.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.core.Solution;
import org.moeaframework.core.indicator.Normalizer;
import org.moeaframework.core.indicator.PISAHypervolume;
import org.moeaframework.core.population.NondominatedPopulation;
import org.moeaframework.problem.DTLZ.DTLZ2;
import org.wattsplit.framework.objective.Objective;

final class IndicatorTest {
    @Test
    void aFrontOfOnePointHasItsBox() {
        assertThat(Hypervolume.of(new double[][] {{0.5, 0.25}}, new double[] {1, 1}))
                .isEqualTo(0.375);
        assertThat(ObjectiveBounds.of(Objective.TWO, new double[][] {{0, 0}, {10, 4}})
                        .hypervolume(new double[][] {{5, 2}}))
                .isCloseTo(0.36, within(1e-12));
    }

    @Test
    void overlappingBoxesCountOnce() {
        double[][] stairs = {{0, 2}, {1, 1}, {2, 0}};
        assertThat(Hypervolume.of(stairs, new double[] {3, 3})).isEqualTo(6);
        double[][] cubes = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}};
        assertThat(Hypervolume.of(cubes, new double[] {2, 2, 2})).isEqualTo(4);
    }

    @Test
    void pointsBeyondTheReferenceAddNothing() {
        assertThat(Hypervolume.of(new double[][] {{2, 0}, {0.5, 0.5}}, new double[] {1, 1}))
                .isEqualTo(0.25);
        assertThat(Hypervolume.of(new double[0][], new double[] {1, 1})).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void hypervolumeAgreesWithSamplingOfTheVolume(int objectives) {
        RandomGenerator random = new SplittableRandom(objectives);
        double[][] front = new double[12][objectives];
        for (double[] point : front) {
            for (int i = 0; i < objectives; i++) {
                point[i] = random.nextDouble();
            }
        }
        int samples = 200_000;
        int inside = 0;
        for (int s = 0; s < samples; s++) {
            double[] sample = random.doubles(objectives).toArray();
            boolean dominated = false;
            for (double[] point : front) {
                boolean below = true;
                for (int i = 0; i < objectives; i++) {
                    below &= point[i] <= sample[i];
                }
                dominated |= below;
            }
            inside += dominated ? 1 : 0;
        }
        double[] reference = new double[objectives];
        Arrays.fill(reference, 1);
        // Five standard deviations of the sampled share.
        assertThat(Hypervolume.of(front, reference)).isCloseTo((double) inside / samples, within(0.006));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void hypervolumeAgreesWithTheMoeaFramework(int objectives) {
        RandomGenerator random = new SplittableRandom(17L * objectives);
        for (int repeat = 0; repeat < 20; repeat++) {
            double[][] points = new double[15][];
            NondominatedPopulation population = new NondominatedPopulation();
            for (int i = 0; i < points.length; i++) {
                points[i] = random.doubles(objectives).toArray();
                Solution solution = new Solution(0, objectives);
                for (int o = 0; o < objectives; o++) {
                    solution.setObjectiveValue(o, points[i][o]);
                }
                population.add(solution);
            }
            double[] zeros = new double[objectives];
            double[] reference = new double[objectives];
            Arrays.fill(reference, 1);
            double theirs =
                    new PISAHypervolume(new DTLZ2(objectives), new Normalizer(zeros, reference)).evaluate(population);
            assertThat(Hypervolume.of(points, reference)).isCloseTo(theirs, within(1e-9));
        }
    }

    @Test
    void epsilonIsTheLargestStepToTheReference() {
        double[][] reference = {{0, 1}, {1, 0}};
        assertThat(AdditiveEpsilon.of(reference, reference)).isZero();
        assertThat(AdditiveEpsilon.of(new double[][] {{0.5, 1}, {1, 0}}, reference))
                .isEqualTo(0.5);
        assertThat(AdditiveEpsilon.of(new double[][] {{0.2, 0.3}}, reference)).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void equalVectorsDoNotDominateEachOther() {
        assertThat(Dominance.nonDominated(new double[][] {{1, 1}, {1, 1}, {1, 2}, {0, 3}}))
                .containsExactly(true, true, false, true);
    }

    @Test
    void anObjectiveThatNeverDiffersScalesToZero() {
        assertThat(ObjectiveBounds.of(Objective.TWO, new double[][] {{3, 1}, {3, 5}})
                        .scale(new double[] {3, 3}))
                .containsExactly(0, 0.5);
    }
}
