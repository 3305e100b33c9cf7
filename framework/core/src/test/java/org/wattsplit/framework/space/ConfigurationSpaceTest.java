package org.wattsplit.framework.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wattsplit.framework.space.SpaceFixture.values;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;

final class ConfigurationSpaceTest {
    private final ConfigurationSpace space = SpaceFixture.small();

    @Test
    void onlyFeasibleConfigurationsAreCounted() {
        // Layer 0: 2 clocks x 2 clouds; layers 1 to 3: 2 x 3 x 2 each; layer 4: 2 x 3.
        assertThat(space.size()).isEqualTo(4 + 36 + 6);
        assertThat(space.assignments()).isEqualTo(60);
        assertThat(space.stream()).isSorted().doesNotHaveDuplicates().allMatch(space::contains);
    }

    @Test
    void askingForAnInfeasibleConfigurationNamesTheConstraint() {
        assertThatThrownBy(() -> space.configuration(values("0", "600", "max", "true")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no head at layer 0")
                .hasMessageContaining("edge_accelerator=max");
    }

    @Test
    void unknownKnobsAndValuesAreNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> space.configuration(values("9", "600", "off", "true")))
                .hasMessage("Expected split_layer to be one of [0, 1, 2, 3, 4], given 9");
        assertThatThrownBy(() -> space.configuration(Map.of("speed", "1")))
                .hasMessageContaining("[cloud_accelerator, cpu_freq_mhz, edge_accelerator, split_layer], given speed");
        assertThatThrownBy(() -> space.configuration(Map.of(Knob.SPLIT_LAYER, "1")))
                .hasMessageContaining("without cpu_freq_mhz");
    }

    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        assertThat(space.configuration(values("1.0", "1200.0", "off", "true")))
                .isEqualTo(space.configuration(values("1", "1200", "off", "true")))
                .hasToString("split_layer=1 cpu_freq_mhz=1200 edge_accelerator=off cloud_accelerator=true");
    }

    @Test
    void everyAssignmentIsRepairedToAFeasibleOneAndFeasibleOnesStay() {
        for (int layer = 0; layer < 5; layer++) {
            for (int edge = 0; edge < 3; edge++) {
                for (int cloud = 0; cloud < 2; cloud++) {
                    Configuration repaired = space.repair(layer, 1, edge, cloud);
                    assertThat(space.contains(repaired)).isTrue();
                    assertThat(repaired.choice(0)).isEqualTo(layer);
                    if (space.violation(layer, 1, edge, cloud).isEmpty()) {
                        assertThat(repaired.choices()).containsExactly(layer, 1, edge, cloud);
                    }
                }
            }
        }
    }

    @Test
    void samplesAreFeasibleAndEven() {
        RandomGenerator random = new SplittableRandom(11);
        Map<Configuration, Integer> counts = new HashMap<>();
        int samples = 46_000;
        for (int i = 0; i < samples; i++) {
            counts.merge(space.sample(random), 1, Integer::sum);
        }
        assertThat(counts.keySet())
                .containsExactlyInAnyOrderElementsOf(space.stream().toList());
        // 1000 expected each; six standard deviations.
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(count.doubleValue()).isCloseTo(1000, within(190.0)));
    }

    @Test
    void neighboursAreFeasibleAndDifferInOneKnob() {
        assertThat(space.stream())
                .allSatisfy(origin -> assertThat(space.neighbours(origin))
                        .isNotEmpty()
                        .doesNotHaveDuplicates()
                        .allSatisfy(neighbour -> {
                            assertThat(space.contains(neighbour)).isTrue();
                            int different = 0;
                            for (int knob = 0; knob < 4; knob++) {
                                different += origin.choice(knob) == neighbour.choice(knob) ? 0 : 1;
                            }
                            assertThat(different).isEqualTo(1);
                        }));
    }

    @Test
    void aConfigurationOfALargerSpaceIsNotContained() {
        ConfigurationSpace larger = ConfigurationSpace.of(SpaceFixture.spec(9));
        assertThat(space.contains(larger.edgeOnly().orElseThrow())).isFalse();
    }

    @Test
    void aRestrictedSpaceHasTheListedConfigurationsOnly() {
        List<Configuration> kept = space.stream().filter(c -> c.choice(0) > 2).toList();
        ConfigurationSpace restricted = space.restrictedTo("it was not measured", kept);
        assertThat(restricted.stream()).containsExactlyElementsOf(kept);
        assertThat(restricted.cloudOnly()).isEmpty();
        assertThat(restricted.edgeOnly()).isPresent();
        assertThat(restricted.repair(0, 0, 0, 0).choice(0)).isEqualTo(3);
        assertThatThrownBy(() -> restricted.configuration(values("0", "600", "off", "true")))
                .hasMessageContaining("it was not measured");
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            assertThat(kept).contains(restricted.sample(random));
        }
    }

    @Test
    void hardwareSettingsAreNumberedByTheHardwareKnobs() {
        assertThat(space.settings()).isEqualTo(6);
        for (int index = 0; index < 6; index++) {
            HardwareSetting setting = space.setting(index);
            assertThat(setting.knobs()).containsExactly("cpu_freq_mhz", "edge_accelerator");
            assertThat(space.setting(Map.of(
                            "cpu_freq_mhz",
                            setting.values().get(0),
                            "edge_accelerator",
                            setting.values().get(1))))
                    .isEqualTo(setting);
        }
        Configuration configuration = space.configuration(values("2", "600", "max", "true"));
        assertThat(space.setting(configuration.settingIndex())).hasToString("cpu_freq_mhz=600 edge_accelerator=max");
    }

    @Test
    void placementFollowsTheSplitLayer() {
        assertThat(space.cloudOnly().orElseThrow().placement()).isEqualTo(Placement.CLOUD);
        assertThat(space.edgeOnly().orElseThrow().placement()).isEqualTo(Placement.EDGE);
        assertThat(space.configuration(values("2", "600", "max", "true")).placement())
                .isEqualTo(Placement.SPLIT);
    }

    @Test
    void anAnchorMustBeFeasibleAndWhereItsNameSays() {
        SpaceSpec spec = SpaceFixture.spec(4);
        assertThatThrownBy(() -> ConfigurationSpace.of(
                        new SpaceSpec("x", spec.knobs(), spec.constraints(), spec.edgeOnly(), spec.edgeOnly())))
                .hasMessageContaining("cloud_only");
    }

    @Test
    void knobsRefuseWhatTheyCannotMean() {
        assertThatThrownBy(() -> new Knob("clock", Knob.Kind.NUMERIC, List.of("2", "1"), true))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new Knob("clock", Knob.Kind.NUMERIC, List.of("fast"), true))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new Knob("clock", Knob.Kind.CATEGORICAL, List.of("a", "a"), true))
                .hasMessageContaining("distinct");
        assertThatThrownBy(() -> new Knob("Clock", Knob.Kind.CATEGORICAL, List.of("a"), true))
                .hasMessageContaining("lower-case");
    }

    @Test
    void heldKnobsHaveOneValueEverywhere() {
        ConfigurationSpace held = space.holding(Map.of("cpu_freq_mhz", "600"));
        assertThat(held.spec()).isEqualTo(space.spec());
        assertThat(held.size()).isEqualTo(space.size() / 2);
        assertThat(held.stream()).allMatch(one -> one.value("cpu_freq_mhz").equals("600"));
        assertThat(held.cloudOnly().orElseThrow().value("cpu_freq_mhz")).isEqualTo("600");
        assertThat(held.edgeOnly().orElseThrow().value("cpu_freq_mhz")).isEqualTo("600");
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Configuration one = held.sample(random);
            assertThat(one.value("cpu_freq_mhz")).isEqualTo("600");
            assertThat(held.repair(space.sample(random).choices()).value("cpu_freq_mhz"))
                    .isEqualTo("600");
            assertThat(held.neighbours(one)).allMatch(held::contains);
        }
        assertThatThrownBy(() -> held.configuration(values("1", "1200", "off", "true")))
                .hasMessageContaining("cpu_freq_mhz is held at 600");
    }

    @Test
    void aListedSpaceKeepsWhatHasTheHeldValuesAndAnErrorSaysWhereNothingHas() {
        Configuration slow = space.configuration(values("1", "600", "off", "true"));
        Configuration fast = space.configuration(values("2", "1200", "off", "true"));
        ConfigurationSpace listed = space.restrictedTo("it was not measured", List.of(slow, fast));
        assertThat(listed.holding(Map.of("cpu_freq_mhz", "600")).stream()).containsExactly(slow);
        assertThat(space.holding(Map.of("cpu_freq_mhz", "600"))
                        .restrictedTo("it was not measured", List.of(slow))
                        .held())
                .containsEntry("cpu_freq_mhz", "600");
        assertThatThrownBy(() -> listed.holding(Map.of("cpu_freq_mhz", "600", "split_layer", "2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("it was not measured");
    }
}
