package org.wattsplit.benchmarks;

import java.util.List;
import java.util.Map;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.Repeats;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedContext;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.framework.testbed.TransitionCost;

/** Scenario {@code Field-v1}, which has all dynamics, and the actions that {@code wattsplit evaluate} takes there. */
final class FieldScenario {
    private static final String DATA = "pi4-coral-gpu";

    private FieldScenario() {}

    /** The scenario on the bundled data. */
    static ScenarioSetup setup() {
        return ScenarioSetup.of("Field-v1", DataSource.open(DATA, null));
    }

    /**
     * The actions of {@code wattsplit search --data pi4-coral-gpu --strategy exhaustive}: every configuration
     * evaluated once on the model, without dynamics, and of each hardware setting of the front its own front.
     */
    static ActionSet actions() {
        // Opened apart, so that the configurations are those of another space, as those of a Pareto set's file are.
        Dataset dataset = DataSource.open(DATA, null);
        int initialSetting = dataset.space().cloudOnly().orElseThrow().settingIndex();
        Request request = new Request(0, dataset.model(), 0, Double.MAX_VALUE);
        TestbedProvider model =
                Providers.load("the testbed", TestbedProvider.class).get("model");
        SearchStrategyProvider exhaustive =
                Providers.load("the strategy", SearchStrategyProvider.class).get("exhaustive");
        try (Testbed testbed =
                model.create(new TestbedContext(dataset, TransitionCost.FREE, initialSetting, Map.of()))) {
            ParetoSet set = OfflineSearch.run(
                    new SearchProblem(dataset.space(), Objective.THREE, RandomStreams.of(0).stream("search"), 1),
                    exhaustive,
                    Math.toIntExact(dataset.space().size()),
                    Repeats.ONCE,
                    (configuration, before, times) -> {
                        testbed.reset(0);
                        return List.of(testbed.execute(request, configuration));
                    },
                    evaluated -> {});
            return ActionSet.of(set, ActionSet.Kind.PARETO_PER_PART);
        }
    }
}
