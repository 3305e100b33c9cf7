package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wattsplit.envs.scenario.ScenarioFile;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.framework.testbed.TestbedFault;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.framework.testkit.TestbedChecker;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.TestbedChoice;

/** A testbed of a program that breaks its contract: the fault is named as its own, with who ran on it. */
final class OwnTestbedTest {
    private static final Condition WIND = Condition.ofAmount("wind_kmh");

    /** What it does wrong at the fourth request. */
    private enum Wrong {
        NOTHING("", ""),
        THROWS("executing ", "IllegalStateException: I give up"),
        NEGATIVE("executing ", "edge_latency_ms to be a finite number of at least 0, given -1"),
        NOT_A_NUMBER("executing ", "given NaN"),
        NO_OUTCOME("executing ", "given null"),
        UNKNOWN_SETTING("asked for its hardware setting", "given 99"),
        CONDITION("observed", "Expected wind_kmh to be from 0.0 to Infinity, given -3.0");

        private final String asked;
        private final String rule;

        Wrong(String asked, String rule) {
            this.asked = asked;
            this.rule = rule;
        }
    }

    private static final class Broken implements SimulatedTestbed {
        private final ConfigurationSpace space;
        private final Wrong wrong;
        private int executed;
        private int setting;

        Broken(ConfigurationSpace space, Wrong wrong) {
            this.space = space;
            this.wrong = wrong;
        }

        private boolean fails(Wrong one) {
            return wrong == one && executed >= 4;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    space, Set.of(LatencyPart.EDGE), Set.of(), false, true, Conditions.NONE, List.of(WIND), false);
        }

        @Override
        public Conditions conditions() {
            return Conditions.of(Map.of(WIND, fails(Wrong.CONDITION) ? -3.0 : 3.0));
        }

        @Override
        public int settingIndex() {
            return fails(Wrong.UNKNOWN_SETTING) ? 99 : setting;
        }

        @Override
        public Outcome execute(Request request, Configuration configuration) {
            setting = configuration.settingIndex();
            executed++;
            if (fails(Wrong.THROWS)) {
                throw new IllegalStateException("I give up");
            }
            return fails(Wrong.NO_OUTCOME)
                    ? nothing()
                    : Outcome.builder()
                            .latency(
                                    LatencyPart.EDGE,
                                    fails(Wrong.NEGATIVE) ? -1 : fails(Wrong.NOT_A_NUMBER) ? Double.NaN : 5,
                                    Provenance.MODELLED)
                            .build();
        }

        @SuppressWarnings({"NullAway", "DataFlowIssue"})
        private static Outcome nothing() {
            return null;
        }

        @Override
        public void advanceTo(double timeMillis) {}

        @Override
        public void reset(long seed) {
            executed = 0;
            setting = 0;
        }

        @Override
        public void close() {}
    }

    @TempDir
    private Path out;

    private Study study = Study.of("synthetic", Path.of(""));
    private Wrong wrong = Wrong.NOTHING;

    @BeforeEach
    void begin() {
        study = Study.of("synthetic", out);
        study.search(plan -> plan.withStrategy("exhaustive"));
        study.testbed(TestbedProvider.of(
                "mine",
                "breaks its contract",
                context -> TestbedFactory.of(new Broken(context.dataset().space(), wrong))));
        study.environment(ScenarioFile.of(
                new Scenario("Mine-v1", "broken", "mine", Map.of(), TransitionCost.FREE, new CostWeights(100))));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void itsFaultIsNamedWithTheAgentTheSeedAndTheRequest(Wrong each) {
        wrong = each;
        assertThatThrownBy(() -> study.evaluate(plan -> plan.withRequests(9), "cloud"))
                .isInstanceOf(TestbedFault.class)
                .hasMessageStartingWith("agent cloud, seed 1, request 3, testbed mine, " + each.asked)
                .hasMessageContaining(each.rule)
                .hasMessageContaining("complete runs are kept")
                .cause()
                .isInstanceOf(RuntimeException.class)
                .isNotInstanceOf(TestbedFault.class);
    }

    @Test
    void oneThatKeepsItsContractRuns() {
        study.evaluate(plan -> plan.withRequests(9), "cloud");
        assertThat(out.resolve("runs/cloud/seed-1/requests.csv")).content().contains("wind_kmh");
    }

    @Test
    void aSearchNamesItToo() {
        TestbedProvider fails = TestbedProvider.of(
                "fails",
                "does not open",
                context ->
                        TestbedFactory.of(new Broken(context.dataset().space(), Wrong.NOTHING).capabilities(), seed -> {
                            throw new IllegalStateException("not today");
                        }));
        Study search = Study.of("synthetic", out.resolve("search")).testbed(fails);
        assertThatThrownBy(() -> search.search(plan -> plan.withTestbed(new TestbedChoice("fails", Map.of()))))
                .isInstanceOf(TestbedFault.class)
                .hasMessage("testbed fails, opened: java.lang.IllegalStateException: not today");
    }

    @Test
    void theCheckerFindsAConditionOutOfItsRange() {
        ConfigurationSpace space = Data.open("synthetic").dataset().space();
        TestbedChecker.check(TestbedFactory.of(new Broken(space, Wrong.NOTHING)));
        assertThatThrownBy(() -> TestbedChecker.check(TestbedFactory.of(new Broken(space, Wrong.CONDITION))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("wind_kmh")
                .hasMessageContaining("is in its range, given -3.0");
    }
}
