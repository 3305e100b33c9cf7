package org.wattsplit.testbed.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.CountingMeter;
import org.wattsplit.testbed.FakeKnob;
import org.wattsplit.testbed.TinyModel;
import org.wattsplit.testbed.cloud.CpuEnergy;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.LocalTails;
import org.wattsplit.testbed.edge.SplitRunner;
import org.wattsplit.testbed.power.EnergyRecorder;

class ProfilerTest {
    private final ConfigurationSpace space = ProfileSpace.of(
            "tiny",
            List.of(0, 1, 3),
            List.of(new Knob("cpu_share", Knob.Kind.NUMERIC, List.of("0.5", "1"), true)),
            List.of("float32", "int8"));

    @TempDir
    private Path temp;

    private final FakeKnob knob = new FakeKnob();
    private final CountingMeter meter = new CountingMeter();
    private final List<Double> switches = new ArrayList<>();

    private BlockLog log;

    @BeforeEach
    void open() {
        log = BlockLog.open(temp.resolve("profile.blocks"), false);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Profiler profiler(TinyModel there, CpuEnergy energy, int attempts) {
        return new Profiler(
                space,
                ProfileTargets.of(SplitRunner.of(new TinyModel(2), LocalTails.of(there, energy))),
                EdgeDevice.of(List.of(knob)),
                EnergyRecorder.start(meter, System::nanoTime),
                log,
                new SplittableRandom(1),
                new VisitPlan(1, Duration.ZERO, false, Duration.ofSeconds(1), attempts),
                Codecs.installed(),
                TinyModel.input(),
                switches::add);
    }

    private static CpuEnergy joules(double joules, String source) {
        return () -> () -> new CpuEnergy.Spent(joules, source);
    }

    @Test
    void everyInferenceIsARowAndTheVisitsEnergyIsSharedOut() {
        Profiler profiler = profiler(new TinyModel(2), joules(0.25, "modelled: by a test"), 1);

        List<Outcome> rows = profiler.measure(space.cloudOnly().orElseThrow(), 0, 3);

        assertThat(rows).hasSize(3);
        assertThat(rows)
                .extracting(row -> row.energyJoules(EnergyPart.EDGE))
                .containsOnly(rows.get(0).energyJoules(EnergyPart.EDGE));
        assertThat(rows.get(0).energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0.25);
        assertThat(rows.get(0).provenance(EnergyPart.EDGE)).isEqualTo(Provenance.MEASURED);
        assertThat(rows.get(0).provenance(EnergyPart.CLOUD_CPU)).isEqualTo(Provenance.MODELLED);
        assertThat(rows.get(0).provenance(LatencyPart.CLOUD)).isEqualTo(Provenance.MEASURED);
    }

    @Test
    void edgeOnlyHasTheSamePartsWithNothingInTheCloud() {
        Profiler profiler = profiler(new TinyModel(2), joules(0.25, "modelled: by a test"), 1);

        Outcome row = profiler.measure(space.edgeOnly().orElseThrow(), 0, 1).get(0);

        assertThat(row.latencyMillis(LatencyPart.TRANSFER)).hasValue(0);
        assertThat(row.latencyMillis(LatencyPart.CLOUD)).hasValue(0);
        assertThat(row.energyJoules(EnergyPart.CLOUD_CPU)).hasValue(0);
        assertThat(row.latencyMillis(LatencyPart.EDGE).orElseThrow()).isPositive();
    }

    @Test
    void aCloudThatSaysNothingOfItsEnergyHasNoneInAnyRow() {
        Profiler profiler = new Profiler(
                space,
                ProfileTargets.of(SplitRunner.of(new TinyModel(2), LocalTails.of(new TinyModel(2), null))),
                EdgeDevice.of(List.of(knob)),
                EnergyRecorder.start(meter, System::nanoTime),
                log,
                new SplittableRandom(1),
                new VisitPlan(0, Duration.ZERO, false, Duration.ofSeconds(1), 1),
                Codecs.installed(),
                TinyModel.input(),
                switches::add);

        space.stream()
                .forEach(one -> assertThat(profiler.measure(one, 0, 1).get(0).provenance(EnergyPart.CLOUD_CPU))
                        .isEqualTo(Provenance.ABSENT));
    }

    @Test
    void theDeviceIsSetAndEachChangeIsTold() {
        Profiler profiler = profiler(new TinyModel(2), joules(1, "a test"), 1);

        space.stream().forEach(one -> profiler.measure(one, 0, 1));

        assertThat(knob.set).contains("0.5", "1");
        assertThat(switches).hasSameSizeAs(knob.set);
    }

    @Test
    void aVisitWithoutAnEnergyIsMadeAgain() {
        Profiler profiler = profiler(new TinyModel(2), joules(1, "a test"), 2);
        meter.failures.set(2);

        assertThat(profiler.measure(space.edgeOnly().orElseThrow(), 0, 1)).hasSize(1);
    }

    @Test
    void aMeterThatKeepsFailingIsAnErrorWithItsReason() {
        Profiler profiler = profiler(new TinyModel(2), joules(1, "a test"), 2);
        meter.failures.set(Integer.MAX_VALUE);

        assertThatThrownBy(() -> profiler.measure(space.edgeOnly().orElseThrow(), 0, 1))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("counting")
                .hasMessageContaining("it says nothing");
    }

    @Test
    void aCloudThatRunsAnotherNetworkIsRefused() {
        assertThatThrownBy(() -> profiler(new TinyModel(3), joules(1, "a test"), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the cloud's output of tiny")
                .hasMessageContaining("other weights");
    }

    @Test
    void aDeviceWithoutTheKnobIsRefused() {
        assertThatThrownBy(() -> new Profiler(
                        space,
                        ProfileTargets.of(SplitRunner.of(new TinyModel(2), LocalTails.of(new TinyModel(2), null))),
                        EdgeDevice.of(List.of()),
                        EnergyRecorder.start(meter, System::nanoTime),
                        log,
                        new SplittableRandom(1),
                        new VisitPlan(0, Duration.ZERO, false, Duration.ofSeconds(1), 1),
                        Codecs.installed(),
                        TinyModel.input(),
                        switches::add))
                .hasMessageContaining("cpu_share");
    }

    @Test
    void theBaseLinkIsNoSlowerThanWhatWasMeasuredOverIt() {
        // 100 kB over 800 Mbit/s take 1 ms.
        Profiler.BaseLink link = new Profiler.BaseLink(800, 0.5);
        assertThat(link.asFastAs(List.of(new Profiler.Transfer(100_000, 1.6)))).isEqualTo(link);
        assertThat(link.asFastAs(List.of(new Profiler.Transfer(100_000, 1.2))).rttMillis())
                .isCloseTo(0.2, within(1e-12));
        Profiler.BaseLink faster =
                link.asFastAs(List.of(new Profiler.Transfer(100_000, 0.5), new Profiler.Transfer(1_000, 0.3)));
        assertThat(faster.mbps()).isCloseTo(1600, within(1e-9));
        assertThat(faster.rttMillis()).isCloseTo(0, within(1e-12));
    }
}
