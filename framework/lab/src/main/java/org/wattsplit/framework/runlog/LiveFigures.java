package org.wattsplit.framework.runlog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.LatencyPart;

/**
 * What only a run on hardware has.
 *
 * @param fallbacks requests that did not run as chosen: on the edge alone, as the cloud was late or down, or at the hardware
 *     setting before, as the device refused the one chosen
 * @param firstFallback what the first of them says; empty where there is none
 * @param voided requests that are void, as the hardware was not as it was set
 * @param firstDisturbance what made the first of them void; empty where there is none
 * @param absences requests of which an energy part is absent that others have
 * @param medianOverheadMillis median time of a request beyond changes of the setting, inference and transfer: the decision,
 *     the guard, the meter, the log
 */
public record LiveFigures(
        int fallbacks,
        String firstFallback,
        int voided,
        String firstDisturbance,
        int absences,
        double medianOverheadMillis) {
    private static final Set<LatencyPart> WORK =
            Set.of(LatencyPart.RECONFIGURATION, LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD);

    /** The figures of a run's log; empty where nothing guarded its requests, as they did not run on hardware. */
    public static Optional<LiveFigures> of(Path folder, RunManifest manifest) {
        List<Double> work = new ArrayList<>();
        int[] counts = new int[3];
        Map<String, String> first = new HashMap<>();
        VoidRequests voided = new VoidRequests();
        CsvTable.read(folder.resolve(RunLogWriter.REQUESTS), RunLogColumns.required(manifest), row -> {
            voided.add(row);
            double millis = 0;
            for (LatencyPart part : WORK) {
                millis += row.text(part.column()).isEmpty() ? 0 : row.nonNegative(part.column());
            }
            work.add(millis);
            counts[0] += row.text(RunLogColumns.GUARD_STATE).isEmpty() ? 0 : 1;
            String fallback = row.text(RunLogColumns.FALLBACK);
            if (!fallback.isEmpty()) {
                first.putIfAbsent(RunLogColumns.FALLBACK, fallback);
                counts[1]++;
            }
            counts[2] += row.text(RunLogColumns.ABSENCES).isEmpty() ? 0 : 1;
        });
        if (counts[0] == 0) {
            return Optional.empty();
        }
        List<Double> overheads = new ArrayList<>();
        CsvTable.read(
                folder.resolve(RunLogWriter.TIMING),
                Set.of(RunLogColumns.REQUEST_ID, RunLogWriter.DECISION, RunLogWriter.LOOP),
                row -> {
                    // A run that went on after a crash may lack a time or two.
                    if (!row.text(RunLogWriter.LOOP).isEmpty()) {
                        int index = overheads.size();
                        overheads.add(row.nonNegative(RunLogWriter.LOOP) / 1e3 - work.get(index));
                    } else {
                        overheads.add(Double.NaN);
                    }
                });
        double[] known = overheads.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return Optional.of(new LiveFigures(
                counts[1],
                first.getOrDefault(RunLogColumns.FALLBACK, ""),
                voided.count(),
                voided.first(),
                counts[2],
                Median.withDefaults().evaluate(known)));
    }
}
