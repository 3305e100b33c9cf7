package org.wattsplit.framework.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattsplit.framework.env.ArrivalSpec;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;

/** Every field of a scenario is among what runs of it depend on, by its name. */
final class DependenciesTest {
    private static final Dynamics.Outages OUTAGES = new Dynamics.Outages(30, 2);
    private static final Dynamics.Levels LEVELS = new Dynamics.Levels(List.of(0.1, 0.5), 8);
    private static final Dynamics.Levels DWELLS = new Dynamics.Levels(List.of(0.1, 0.5), 0, List.of(8.0, 9.0));

    /** Everything that a scenario can say, in two ways where one excludes the other. */
    private static final List<Scenario> FULL = List.of(
            full(new Dynamics.Link(50, List.of(), List.of(), LEVELS), LEVELS),
            full(Dynamics.Link.of(50, new LinkLevels(List.of(1.0), 0, List.of(2.0), List.of(3.0))), DWELLS),
            full(new Dynamics.Link(50, List.of("a"), List.of("b"), null, 2, 3, 4.0, null), LEVELS),
            full(Dynamics.Link.of(50, new BlockFading(5, 10, 0.9, 20, 0.1)), LEVELS));

    private static Scenario full(Dynamics.Link link, Dynamics.Levels levels) {
        return new Scenario(
                "Full-v1",
                "all there is",
                "model",
                Map.of("device", "pi4-coral-gpu"),
                new TransitionCost(137, 0.5, List.of(new TransitionCost.Change(Map.of("a", "1"), Map.of(), 2, 3))),
                new CostWeights(100, 20, 0.5, 5),
                new ArrivalSpec("on-off", 0.9, 1.5, 2, 3),
                new Dynamics(
                        link,
                        OUTAGES,
                        new Dynamics.CloudLoad(levels),
                        OUTAGES,
                        new Dynamics.EdgeLoad(levels),
                        new Thermal(45, 10, 60, 80, 85, 0.33, true),
                        new Dynamics.Battery(1000, 0.9, 2, 0.2),
                        new Dynamics.Estimates(500, 400, 0.2),
                        2.7,
                        1.5,
                        List.of()));
    }

    /** Every component that is no record, of a record and those in it. */
    private static void paths(String path, Class<?> type, List<String> paths) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name =
                    path + component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                paths(name + ".", component.getType(), paths);
            } else {
                paths.add(name);
            }
        }
    }

    static Stream<String> fields() {
        List<String> paths = new ArrayList<>();
        paths("scenario.", Scenario.class, paths);
        // Words about it; and kinds that a program adds, which have fields of their own.
        paths.removeAll(List.of("scenario.description", "scenario.dynamics.parts"));
        return paths.stream();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldOfAScenarioHasItsPlace(String field) {
        assertThat(FULL)
                .anySatisfy(scenario -> assertThat(Dependencies.of(scenario).keySet())
                        .anyMatch(name -> name.equals(field) || name.startsWith(field + ".")));
    }

    @Test
    void eachPlaceHoldsTheValueOfItsField() {
        assertThat(Dependencies.of(FULL.get(0)))
                .containsEntry("scenario.weights.joules_per_miss", "100.0")
                .containsEntry("scenario.transition.millis", "137.0")
                .containsEntry("scenario.dynamics.link.rtt_ms", "50.0")
                .containsEntry("scenario.dynamics.cloud_load.levels.values", "[0.1,0.5]")
                .containsEntry("scenario.testbed_options.device", "pi4-coral-gpu")
                .doesNotContainKey("scenario.description");
    }
}
