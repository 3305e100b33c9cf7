package org.wattsplit.envs.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.envs.TinyTestbed;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.testkit.EnvironmentChecker;

final class WrappersTest {
    private static List<Observation> observations(Environment environment, int steps) {
        List<Observation> seen = new ArrayList<>();
        seen.add(environment.reset(1, ResetOptions.DEFAULT).observation());
        for (int i = 0; i < steps; i++) {
            seen.add(environment.step(i % 4).observation());
        }
        return seen;
    }

    @Test
    void everyWrapperKeepsGymnasiumsContract() {
        EnvironmentChecker.check(new OrderEnforcing(TinyTestbed.environment(5)));
        EnvironmentChecker.check(new TimeLimit(TinyTestbed.environment(5), 3));
        EnvironmentChecker.check(new Stacking(TinyTestbed.environment(5), 3));
        EnvironmentChecker.check(new Recording(TinyTestbed.environment(5)));
        Normalising still = new Normalising(TinyTestbed.environment(5));
        still.setLearning(false);
        EnvironmentChecker.check(still);
    }

    @Test
    void aTimeLimitTruncatesButDoesNotHideTheEnd() {
        Environment limited = new TimeLimit(TinyTestbed.environment(5), 2);
        limited.reset(1, ResetOptions.DEFAULT);
        assertThat(limited.step(0).done()).isFalse();
        Step cut = limited.step(0);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.terminated()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> limited.step(0)).withMessageContaining("end of an episode");

        Environment exact = new TimeLimit(TinyTestbed.environment(2), 2);
        exact.reset(1, ResetOptions.DEFAULT);
        exact.step(0);
        Step last = exact.step(0);
        assertThat(last.terminated()).isTrue();
        assertThat(last.truncated()).isFalse();
        assertThatThrownBy(() -> new TimeLimit(TinyTestbed.environment(2), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the time limit");
    }

    @Test
    void orderIsEnforced() {
        Environment environment = new OrderEnforcing(TinyTestbed.environment(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> environment.step(0))
                .withMessageContaining("a reset before the first step");
        environment.reset(1, ResetOptions.DEFAULT);
        environment.step(0);
        assertThatIllegalStateException()
                .isThrownBy(() -> environment.step(0))
                .withMessageContaining("a reset after the end of an episode");
        environment.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> environment.reset(1, ResetOptions.DEFAULT))
                .withMessageContaining("nothing after closing, given a reset");
    }

    @Test
    void normalisedObservationsHaveMeanZeroAndDeviationOne() {
        Normalising environment = new Normalising(TinyTestbed.environment(400));
        observations(environment, 399);
        environment.setLearning(false);
        List<Observation> seen = observations(environment, 399);
        for (int i = 0; i < environment.observationSpace().size(); i++) {
            int index = i;
            double mean =
                    seen.stream().mapToDouble(one -> one.get(index)).average().orElseThrow();
            double square = seen.stream()
                    .mapToDouble(one -> one.get(index) * one.get(index))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0, within(1e-9));
            assertThat(square).isCloseTo(1, within(1e-6));
        }
        ArrayStore store = new ArrayStore();
        environment.save(store);
        Normalising other = new Normalising(TinyTestbed.environment(400));
        other.load(store);
        other.setLearning(false);
        assertThat(observations(other, 399)).isEqualTo(seen);
    }

    @Test
    void aStackHasTheNewestObservationFirst() {
        List<Observation> plain = observations(TinyTestbed.environment(5), 3);
        Environment stacking = new Stacking(TinyTestbed.environment(5), 2);
        assertThat(stacking.observationSpace().names())
                .containsExactly(
                        "deadline_ms",
                        "setting",
                        "estimate_age_ms",
                        "deadline_ms[-1]",
                        "setting[-1]",
                        "estimate_age_ms[-1]");
        List<Observation> stacked = observations(stacking, 3);
        for (int i = 0; i <= 3; i++) {
            double[] both = new double[6];
            System.arraycopy(plain.get(i).toArray(), 0, both, 0, 3);
            System.arraycopy(plain.get(Math.max(0, i - 1)).toArray(), 0, both, 3, 3);
            assertThat(stacked.get(i)).isEqualTo(Observation.of(both));
        }
    }

    @Test
    void aRecordingAddsUpEpisodes() {
        Recording recording = new Recording(TinyTestbed.environment(3));
        for (int episode = 0; episode < 2; episode++) {
            recording.reset(episode, ResetOptions.DEFAULT);
            double reward = 0;
            int missed = 0;
            double energy = 0;
            for (int i = 0; i < 3; i++) {
                Step step = recording.step(episode);
                reward += step.reward();
                missed += step.info().missed() ? 1 : 0;
                energy += step.info().outcome().energyJoules();
            }
            assertThat(recording.episodes()).hasSize(episode + 1);
            assertThat(recording.episodes().get(episode)).isEqualTo(new Recording.Episode(3, -reward, energy, missed));
        }
        recording.reset(3, ResetOptions.DEFAULT);
        recording.step(0);
        recording.reset(4, ResetOptions.DEFAULT);
        assertThat(recording.episodes()).hasSize(2);
    }
}
