package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.trace.TraceFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.study.job.DataScenario;
import org.wattsplit.study.job.ScenarioChoice;

/** Data of a user's own is not put into another device's world. */
final class OwnDataTest {
    private static final String DATA = "../docs/examples/my-device";

    @TempDir
    private Path out;

    private static Scenario scenario(ScenarioChoice choice) {
        Dataset dataset = DataSource.open(DATA, null);
        return choice.provider(dataset, Registry.installed()).scenario();
    }

    private static ScenarioChoice choice(@Nullable String name, @Nullable Double price, @Nullable Double change) {
        return new ScenarioChoice(name, TraceFolder.DEFAULT, price, change);
    }

    @Test
    void aMissCostsOneAndAHalfTimesCloudOnlyAndAChangeNothing() {
        Scenario scenario = scenario(ScenarioChoice.USUAL);
        assertThat(scenario.id()).isEqualTo(DataScenario.ID);
        assertThat(scenario.weights().joulesPerMiss()).isEqualTo(5.46);
        assertThat(scenario.transition().millis()).isZero();
    }

    @Test
    void bothCanBeSaidButNotOfAScenarioWhoseIdSaysThem() {
        Scenario scenario = scenario(choice(null, 7.0, 4.0));
        assertThat(scenario.weights().joulesPerMiss()).isEqualTo(7);
        assertThat(scenario.transition().millis()).isEqualTo(4);
        assertThatThrownBy(() -> scenario(choice("DynaSplit-v1", 7.0, null)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("DynaSplit-v1");
    }

    @Test
    void whatWasDerivedIsToldByEveryJobThatUsesIt() {
        List<String> notes = new ArrayList<>();
        Consumer<String> told = notes::add;
        Study study = Study.of(DATA, out).context(context -> context.with(told));
        study.search(plan -> plan.withStrategy("exhaustive"));
        study.evaluate(plan -> plan.withRequests(5), "planner");
        assertThat(notes)
                .containsExactly(
                        "scenario Data-v1, from the data: a missed deadline costs 5.46 J, 1.5 times the 3.64 J of"
                                + " cloud-only; lateness and wrong answers cost nothing; a change of the hardware setting is free");
        assertThat(study.compare().comparison().joulesPerMiss()).isEqualTo(5.46);
    }

    @Test
    void dataOfDynaSplitKeepsItsScenario() {
        assertThat(DataSource.open("synthetic", null).scenario()).isEqualTo("DynaSplit-v1");
    }
}
