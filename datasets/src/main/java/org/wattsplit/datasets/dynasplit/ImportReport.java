package org.wattsplit.datasets.dynasplit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import found.
 *
 * @param model the network
 * @param rows rows of the measurement table, dropped ones included; 0 where there is no table
 * @param distinct distinct configurations in it
 * @param repeated configurations with more than one row
 * @param mostRepeats the most rows of one configuration
 * @param feasible feasible configurations of the space
 * @param missing feasible configurations without a row
 * @param largestLatencyGapMs how far a row's latency is from the sum of its parts, at most
 * @param overlaps for every other file: its rows, and how many of them the table already has
 * @param defects suspected rows: the CPU frequency was probably not set
 * @param dropped rows that were left out for that
 * @param requests requests by workload
 */
public record ImportReport(
        String model,
        int rows,
        int distinct,
        int repeated,
        int mostRepeats,
        long feasible,
        long missing,
        double largestLatencyGapMs,
        Map<String, Overlap> overlaps,
        List<Defect> defects,
        int dropped,
        Map<String, Integer> requests) {
    public ImportReport {
        overlaps = Map.copyOf(overlaps);
        defects = List.copyOf(defects);
        requests = Collections.unmodifiableMap(new TreeMap<>(requests));
    }

    /**
     * How much of a file the measurement table already has.
     *
     * @param rows the file's rows
     * @param alreadyInTable how many of them are in the table
     */
    public record Overlap(int rows, int alreadyInTable) {}

    /**
     * Configurations measured at a clock that the published code could fail to set.
     *
     * @param clockMhz the clock that was asked for
     * @param suspectedMhz the clock that it may have stayed at
     * @param comparable configurations measured at both clocks
     * @param suspects those of them whose edge time at the lower clock is that of the higher one
     * @param rows their rows
     */
    public record Defect(int clockMhz, int suspectedMhz, int comparable, List<String> suspects, int rows) {
        public Defect {
            suspects = List.copyOf(suspects);
        }
    }
}
