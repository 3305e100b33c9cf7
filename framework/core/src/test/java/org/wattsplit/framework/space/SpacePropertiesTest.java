package org.wattsplit.framework.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds in every configuration space. */
final class SpacePropertiesTest {
    /** Spaces of two to four knobs with up to two constraints, whose anchors are feasible. */
    @Provide
    Arbitrary<ConfigurationSpace> spaces() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(2, 5);
        return Combinators.combine(
                        sizes.list().ofMinSize(2).ofMaxSize(4),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs())
                .as(SpacePropertiesTest::space);
    }

    private static ConfigurationSpace space(List<Integer> sizes, int constraints, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Knob> knobs = new ArrayList<>();
        Map<String, String> cloud = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            String name = i == 0 ? Knob.SPLIT_LAYER : "knob_" + (char) ('a' + i);
            Knob.Kind kind = i == 0 || random.nextBoolean() ? Knob.Kind.NUMERIC : Knob.Kind.CATEGORICAL;
            List<String> values =
                    IntStream.range(0, sizes.get(i)).mapToObj(String::valueOf).toList();
            knobs.add(new Knob(name, kind, values, i > 0 && random.nextBoolean()));
            cloud.put(name, "0");
        }
        Map<String, String> edge = new LinkedHashMap<>(cloud);
        edge.put(Knob.SPLIT_LAYER, String.valueOf(sizes.get(0) - 1));
        List<Constraint> rules = new ArrayList<>();
        for (int i = 0; i < constraints; i++) {
            // The first value is always allowed, so that both anchors stay feasible.
            Knob knob = knobs.get(1 + random.nextInt(knobs.size() - 1));
            rules.add(new Constraint(
                    "rule " + i,
                    Map.of(Knob.SPLIT_LAYER, List.of(String.valueOf(random.nextInt(sizes.get(0))))),
                    Map.of(
                            knob.name(),
                            List.of(
                                            "0",
                                            knob.values()
                                                    .get(random.nextInt(
                                                            knob.values().size())))
                                    .stream()
                                    .distinct()
                                    .toList())));
        }
        return ConfigurationSpace.of(new SpaceSpec("made", knobs, rules, cloud, edge));
    }

    @Property(tries = 200)
    void everyListedConfigurationIsFeasibleDistinctAndReadBack(@ForAll("spaces") ConfigurationSpace space) {
        List<Configuration> all = space.stream().toList();
        assertThat(all).doesNotHaveDuplicates().isSorted().hasSize((int) space.size());
        for (Configuration one : all) {
            assertThat(space.contains(one)).isTrue();
            assertThat(space.configuration(one.values())).isEqualTo(one);
            assertThat(space.configuration(one.choices())).isEqualTo(one);
        }
    }

    @Property(tries = 200)
    void samplesNeighboursAndRepairsAreFeasible(@ForAll("spaces") ConfigurationSpace space, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Configuration drawn = space.sample(random);
        assertThat(space.contains(drawn)).isTrue();
        assertThat(space.neighbours(drawn)).doesNotContain(drawn).allMatch(space::contains);
        int[] any = space.knobs().stream()
                .mapToInt(knob -> random.nextInt(knob.values().size()))
                .toArray();
        Configuration repaired = space.repair(any);
        assertThat(space.contains(repaired)).isTrue();
        if (space.violation(any).isEmpty()) {
            assertThat(repaired.choices()).isEqualTo(any);
        }
    }

    @Property(tries = 100)
    void neighboursAreMutualWhereOneKnobSteps(@ForAll("spaces") ConfigurationSpace space) {
        for (Configuration one : space.stream().toList()) {
            assertThat(space.neighbours(one))
                    .allMatch(other -> space.neighbours(other).contains(one));
        }
    }

    @Property(tries = 100)
    void aRestrictedSpaceHasItsMembersAndNoOther(@ForAll("spaces") ConfigurationSpace space, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Configuration> kept =
                space.stream().filter(one -> random.nextInt(3) > 0).toList();
        if (kept.isEmpty()) {
            return;
        }
        ConfigurationSpace restricted = space.restrictedTo("kept", kept);
        assertThat(restricted.stream().toList()).isEqualTo(kept);
        space.stream().forEach(one -> assertThat(restricted.contains(one)).isEqualTo(kept.contains(one)));
        assertThat(restricted.sample(random)).isIn(kept);
    }

    @Property(tries = 200)
    void settingsAreNumberedInBothDirections(@ForAll("spaces") ConfigurationSpace space) {
        for (int i = 0; i < space.settings(); i++) {
            HardwareSetting setting = space.setting(i);
            Map<String, String> values = new LinkedHashMap<>();
            for (int k = 0; k < setting.knobs().size(); k++) {
                values.put(setting.knobs().get(k), setting.values().get(k));
            }
            assertThat(space.setting(values).index()).isEqualTo(i);
        }
    }
}
