package org.wattsplit.framework.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ObjectiveBounds;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.framework.space.Placement;

/**
 * What a report shows, as the JSON inside it.
 *
 * @param comparison the comparison, as {@code compare --json} writes it
 * @param intervalWords how its intervals were computed
 * @param tied the winner, and the agents that the runs do not tell from it
 * @param price what a missed deadline costs, in words
 * @param wrongPrice price of a wrong answer, in words; null where it has none
 * @param accuracies whether accuracies are shown
 * @param latePrice price of a second that an answer is late, in words; null where it has none
 * @param scales the units and decimals of its columns and axes
 * @param search the search that the actions come from; null where no Pareto set was named
 * @param curves how learned agents learned; empty where no curve is at hand
 * @param requests some requests of every agent, evenly out of its first run
 * @param timeline decisions and switches of every agent along its first run
 * @param commands the commands that made all of it, in order
 * @param producers the code and machines that made it, each once
 */
record ReportData(
        ComparisonResult comparison,
        String intervalWords,
        List<String> tied,
        String price,
        @Nullable String wrongPrice,
        boolean accuracies,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String latePrice,
        Map<String, UnitScale> scales,
        @Nullable Search search,
        List<LearningCurve> curves,
        List<ServedRequest> requests,
        List<Span> timeline,
        List<String> commands,
        List<Producer> producers) {
    private static final int REQUESTS_OF_AN_AGENT = 250;
    private static final int SPANS = 50;
    private static final int CONVERGENCE_POINTS = 200;

    /**
     * A search.
     *
     * @param strategy its strategy
     * @param quantile the quantile that configurations were judged by; null for the mean
     * @param evaluated every evaluated configuration
     * @param convergence its front's hypervolume along the search
     */
    record Search(String strategy, @Nullable Double quantile, List<Point> evaluated, List<Convergence> convergence) {}

    /** An evaluated configuration; what was not searched for is null. */
    record Point(
            double latencyMs,
            @Nullable Double energyJ,
            @Nullable Double accuracy,
            boolean nonDominated,
            String placement,
            String configuration) {}

    /** The hypervolume that was reached after so many evaluations, in bounds that are the same for all of them. */
    record Convergence(int evaluations, double hypervolume) {}

    /** A request that was served. */
    record ServedRequest(String agent, double deadlineMs, double latencyMs, boolean missed) {}

    /** A span of requests of one agent: where they ran, in percent, and how often the hardware setting changed. */
    record Span(String agent, int firstRequest, Map<String, Double> percent, double switchesPerHundred) {}

    private static String price(double joules) {
        return Units.JOULES.of(joules).brief(joules);
    }

    static ReportData of(ReportSource source) {
        List<ServedRequest> requests = new ArrayList<>();
        List<Span> timeline = new ArrayList<>();
        for (String agent : source.comparison().agents().keySet()) {
            List<RunRow> rows = source.runs().stream()
                    .filter(run -> run.manifest().agent().equals(agent))
                    .findFirst()
                    .orElseThrow()
                    .rows();
            int step = Math.max(1, rows.size() / REQUESTS_OF_AN_AGENT);
            for (int i = 0; i < rows.size(); i += step) {
                RunRow row = rows.get(i);
                requests.add(new ServedRequest(agent, row.deadlineMillis(), row.latencyMillis(), row.missed()));
            }
            int length = Math.max(1, (rows.size() + SPANS - 1) / SPANS);
            for (int from = 0; from < rows.size(); from += length) {
                timeline.add(span(agent, from, rows.subList(from, Math.min(rows.size(), from + length))));
            }
        }
        Search search = source.pareto() == null ? null : search(source.pareto());
        return new ReportData(
                source.comparison(),
                ComparisonText.words(source.comparison()),
                source.comparison().tied(),
                price(source.comparison().joulesPerMiss()),
                source.comparison().wrongAnswerJ() == 0
                        ? null
                        : price(source.comparison().wrongAnswerJ()),
                source.comparison().wrongAnswerJ() > 0 || source.comparison().differInAccuracy(),
                source.comparison().joulesPerLateSecond() == 0
                        ? null
                        : price(source.comparison().joulesPerLateSecond()),
                ReportScales.of(source.comparison(), search, source.curves(), requests),
                search,
                source.curves(),
                requests,
                timeline,
                source.commands(),
                source.producers());
    }

    private static Span span(String agent, int from, List<RunRow> rows) {
        Map<String, Double> percent = new TreeMap<>();
        for (Placement placement : Placement.values()) {
            percent.put(
                    lower(placement),
                    100.0
                            * rows.stream()
                                    .filter(row -> row.placement() == placement)
                                    .count()
                            / rows.size());
        }
        return new Span(
                agent,
                from,
                percent,
                100.0 * rows.stream().filter(RunRow::switched).count() / rows.size());
    }

    private static Search search(ParetoSetFile file) {
        ParetoSet set = file.toParetoSet();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < set.evaluated().size(); i++) {
            Evaluated one = set.evaluated().get(i);
            points.add(new Point(
                    one.judgedBy().latencyMs(),
                    set.objectives().contains(Objective.ENERGY)
                            ? (Double) one.judgedBy().energyJ()
                            : null,
                    one.outcome().accuracy().isPresent()
                            ? (Double) one.outcome().accuracy().getAsDouble()
                            : null,
                    file.evaluated().get(i).nonDominated(),
                    lower(one.configuration().placement()),
                    one.configuration().toString()));
        }
        return new Search(file.strategy(), file.quantile(), points, convergence(set));
    }

    private static List<Convergence> convergence(ParetoSet set) {
        List<Objective> objectives = set.objectives();
        List<Evaluated> all = set.evaluated();
        ObjectiveBounds bounds = ObjectiveBounds.of(objectives, ParetoSet.vectors(objectives, all));
        List<Convergence> convergence = new ArrayList<>();
        int step = Math.max(1, all.size() / CONVERGENCE_POINTS);
        for (int count = 1;
                count <= all.size();
                count = count == all.size() ? count + 1 : Math.min(all.size(), count + step)) {
            double[][] front = ParetoSet.vectors(objectives, ParetoSet.front(objectives, all.subList(0, count)));
            convergence.add(new Convergence(count, bounds.hypervolume(front)));
        }
        return convergence;
    }

    private static String lower(Placement placement) {
        return placement.name().toLowerCase(Locale.ROOT);
    }
}
