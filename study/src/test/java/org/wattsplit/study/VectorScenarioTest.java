package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.envs.vector.VectorEnvironment;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.study.job.Budget;

/** Environments of the dynamic scenarios together. */
final class VectorScenarioTest {
    private static final int SIZE = 6;

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"SharedCloud-v1", "HotDevice-v1", "Field-v1"})
    void steppingTogetherIsSteppingOneByOne(String scenario) {
        Study.of("pi4-coral-gpu", temp).search(plan -> plan.withBudget(Budget.parse("60")));
        Path pareto = temp.resolve("pareto.json");
        Dataset dataset = DataSource.open("pi4-coral-gpu", null);
        ActionSet actions = ActionSet.of(ParetoSetFile.read(pareto).toParetoSet(), ActionSet.Kind.PARETO_PER_SETTING);
        ScenarioSetup setup = ScenarioSetup.of(scenario, dataset);
        List<Environment> alone = IntStream.range(0, SIZE)
                .mapToObj(i -> setup.environment(dataset.largestWorkload(), actions))
                .toList();
        List<Environment> together = IntStream.range(0, SIZE)
                .mapToObj(i -> setup.environment(dataset.largestWorkload(), actions))
                .toList();
        long[] seeds = IntStream.range(0, SIZE).asLongStream().toArray();
        for (int i = 0; i < SIZE; i++) {
            alone.get(i).reset(seeds[i], ResetOptions.DEFAULT);
        }
        SplittableRandom random = new SplittableRandom(5);
        try (VectorEnvironment vector = new VectorEnvironment(together)) {
            vector.reset(seeds, Collections.nCopies(SIZE, ResetOptions.DEFAULT));
            for (int step = 0; step < 200; step++) {
                int[] chosen = random.ints(SIZE, 0, actions.size()).toArray();
                List<Step> steps = vector.step(chosen);
                for (int i = 0; i < SIZE; i++) {
                    Step single = alone.get(i).step(chosen[i]);
                    assertThat(steps.get(i).observation()).isEqualTo(single.observation());
                    assertThat(steps.get(i).reward()).isEqualTo(single.reward());
                    assertThat(steps.get(i).info().outcome())
                            .isEqualTo(single.info().outcome());
                }
            }
        }
        alone.forEach(Environment::close);
    }
}
