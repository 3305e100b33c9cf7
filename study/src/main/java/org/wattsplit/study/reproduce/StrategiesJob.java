package org.wattsplit.study.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.datasets.synthetic.SyntheticFamily;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.provider.Providers;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.study.job.Budget;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;

/** Compares search strategies at equal budgets, on a measurement table or on a family of made-up ones. */
public final class StrategiesJob {
    private StrategiesJob() {}

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan or a file breaks a rule
     */
    public static StrategiesResult run(StrategiesPlan plan, JobContext context) {
        Providers<SearchStrategyProvider> known = context.registry().of("the strategy", SearchStrategyProvider.class);
        List<SearchStrategyProvider> providers =
                plan.strategies().stream().map(known::get).toList();
        LongFunction<Dataset> source = source(plan.data());
        List<Long> roots = LongStream.range(plan.seed(), plan.seed() + plan.seeds())
                .boxed()
                .toList();
        Map<String, List<StrategyComparison.Row>> rows = new LinkedHashMap<>();
        long each = (long) plan.seeds() * providers.size();
        try (Progress progress =
                context.display().begin("searching", each * plan.budgets().size())) {
            for (int i = 0; i < plan.budgets().size(); i++) {
                Budget budget = plan.budgets().get(i);
                long before = i * each;
                rows.put(
                        budget.text(),
                        StrategyComparison.run(
                                source,
                                providers,
                                dataset -> budget.evaluations(dataset.space()),
                                roots,
                                plan.threads(),
                                done -> progress.reached(before + done)));
            }
        }
        return new StrategiesResult(plan.data(), roots, rows);
    }

    private static LongFunction<Dataset> source(String data) {
        if (data.equals(StrategiesPlan.FAMILY)) {
            return SyntheticFamily::member;
        }
        Dataset dataset = DataSource.open(data, null);
        dataset.requireTable();
        return seed -> dataset;
    }
}
