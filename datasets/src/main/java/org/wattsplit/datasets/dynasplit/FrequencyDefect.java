package org.wattsplit.datasets.dynasplit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Placement;

/**
 * Finds rows measured at the wrong clock. The published code set the CPU frequency only if the wanted number was not a
 * substring of the current one in kHz, so 800 was skipped at 1800000 and 600 at 1600000. Where the CPU alone runs the
 * head, a configuration at the lower clock that is as fast as at the higher one, within 15 %, is suspected.
 */
final class FrequencyDefect {
    private static final double TOLERANCE = 0.15;
    private static final Map<Integer, Integer> CLOCKS = new TreeMap<>(Map.of(600, 1600, 800, 1800));

    private FrequencyDefect() {}

    record Finding(ImportReport.Defect summary, List<Configuration> suspects) {}

    static List<Finding> find(MeasurementTable table) {
        List<Finding> findings = new ArrayList<>();
        CLOCKS.forEach((low, high) -> findings.add(find(table, low, high)));
        return findings;
    }

    private static Finding find(MeasurementTable table, int low, int high) {
        List<Configuration> suspects = new ArrayList<>();
        int comparable = 0;
        int rows = 0;
        for (Evaluated slow : table.means()) {
            Configuration configuration = slow.configuration();
            if (configuration.placement() == Placement.CLOUD
                    || !configuration.value(DynaSplitKnobs.EDGE_ACCELERATOR).equals("off")
                    || !configuration.value(DynaSplitKnobs.CPU_FREQ_MHZ).equals(String.valueOf(low))) {
                continue;
            }
            Optional<Evaluated> fast = table.mean(atClock(table.space(), configuration, high));
            if (fast.isPresent()) {
                comparable++;
                double ratio = edgeMillis(slow) / edgeMillis(fast.get());
                if (Math.abs(ratio - 1) <= TOLERANCE) {
                    suspects.add(configuration);
                    rows += slow.measurements();
                }
            }
        }
        List<String> names = suspects.stream().map(Configuration::toString).toList();
        return new Finding(new ImportReport.Defect(low, high, comparable, names, rows), suspects);
    }

    private static Configuration atClock(ConfigurationSpace space, Configuration configuration, int clock) {
        Map<String, String> values = configuration.values();
        values.put(DynaSplitKnobs.CPU_FREQ_MHZ, String.valueOf(clock));
        return space.configuration(values);
    }

    private static double edgeMillis(Evaluated evaluated) {
        return evaluated.outcome().latencyMillis(LatencyPart.EDGE).orElseThrow();
    }

    static List<Measurement> without(List<Measurement> rows, List<Finding> findings) {
        return rows.stream()
                .filter(row -> findings.stream()
                        .noneMatch(finding -> finding.suspects().contains(row.configuration())))
                .toList();
    }
}
