package org.wattsplit.study.suggest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.ConfigurationTable;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.datasets.folder.MeasurementTableFile;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.search.OfflineSearch;
import org.wattsplit.framework.search.SearchProblem;
import org.wattsplit.framework.search.SearchStrategy;
import org.wattsplit.framework.search.SearchStrategyProvider;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.study.job.JobContext;

/** Suggests which configurations to measure next: a search whose whole memory is a measurement table. */
public final class SuggestJob {
    private SuggestJob() {}

    /**
     * What came of a plan.
     *
     * @param result the suggestions
     * @param table the same as CSV
     */
    public record Suggested(SuggestResult result, String table) {}

    /**
     * Runs a plan.
     *
     * @throws org.wattsplit.framework.check.InputException where the plan or a file breaks a rule
     */
    public static Suggested run(SuggestPlan plan, JobContext context) {
        @Nullable Path out = plan.out();
        try (WriteLock mine = WriteLock.of(out == null ? List.of() : List.of(out))) {
            if (out != null) {
                AtomicFile.requireAbsent(out, plan.replace());
            }
            return run(plan, out, context);
        }
    }

    private static Suggested run(SuggestPlan plan, @Nullable Path out, JobContext context) {
        SearchStrategyProvider provider = context.registry()
                .of("the strategy", SearchStrategyProvider.class)
                .get(plan.strategy());
        ConfigurationSpace space = DatasetFolder.readSpace(plan.space());
        @Nullable Path file = plan.measurements();
        List<Evaluated> measured = file == null ? List.of() : inOrder(MeasurementTableFile.read(file, space));
        List<Configuration> next = suggestions(plan, provider, space, measured);
        String table = ConfigurationTable.text(space, next);
        if (out != null) {
            AtomicFile.write(out, writer -> writer.write(table));
        }
        return new Suggested(
                new SuggestResult(
                        plan.strategy(),
                        measured.size(),
                        next.stream().map(Configuration::values).toList()),
                table);
    }

    /** The mean of each configuration, in the order in which they were first measured. */
    private static List<Evaluated> inOrder(MeasurementTable table) {
        Set<Configuration> order = new LinkedHashSet<>();
        table.rows().forEach(row -> order.add(row.configuration()));
        return order.stream().map(table::requireMean).toList();
    }

    private static List<Configuration> suggestions(
            SuggestPlan plan, SearchStrategyProvider provider, ConfigurationSpace space, List<Evaluated> measured) {
        int batch = plan.batch();
        Set<Configuration> known = new LinkedHashSet<>();
        measured.forEach(one -> known.add(one.configuration()));
        List<Configuration> next = new ArrayList<>(OfflineSearch.anchors(space, 2));
        next.removeAll(known);
        if (next.size() >= batch) {
            return next.subList(0, batch);
        }
        List<Objective> objectives =
                Objective.of(measured.stream().map(Evaluated::outcome).toList());
        SearchStrategy asked = provider.create(new SearchProblem(
                space, objectives, RandomStreams.of(plan.seed()).stream("suggestion after " + measured.size()), batch));
        if (!measured.isEmpty()) {
            asked.tell(measured);
        }
        asked.ask(batch).stream()
                .filter(configuration -> !next.contains(configuration))
                .limit((long) batch - next.size())
                .forEach(next::add);
        return next;
    }
}
