package org.wattsplit.study.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.outcome.Provenance;

/**
 * What a table knows of its rows.
 *
 * @param known parts of outcomes and quantities that a row has at least, by their columns
 * @param modelled those of them that are not measured in every row
 * @param absent what no row has, in words
 */
record TableColumns(List<String> known, List<String> modelled, List<String> absent) {
    /** What a table may have, by words for all of it: where none of a group is there, the group is absent. */
    private static final Map<String, Map<String, String>> WORDS = new LinkedHashMap<>();

    static {
        group("latency", LatencyPart.EDGE.column(), "of the edge");
        group("latency", LatencyPart.TRANSFER.column(), "of the transfer");
        group("latency", LatencyPart.CLOUD.column(), "of the cloud");
        group("energy", EnergyPart.EDGE.column(), "of the edge");
        group("energy", EnergyPart.RADIO.column(), "of the radio");
        group("energy", EnergyPart.CLOUD_CPU.column(), "of the cloud's CPU");
        group("energy", EnergyPart.CLOUD_GPU.column(), "of the cloud's GPU");
        group("accuracy", "accuracy", "of answers");
        group("transfer bytes", Quantity.TRANSFER_BYTES.column(), "of tensors");
        group("power of the edge", Quantity.HEAD_POWER_W.column(), "while it computes");
        group("power of the edge", Quantity.WAIT_POWER_W.column(), "while it waits");
    }

    private static void group(String name, String column, String words) {
        WORDS.computeIfAbsent(name, group -> new LinkedHashMap<>()).put(column, words);
    }

    static TableColumns of(MeasurementTable table) {
        Set<String> known = new LinkedHashSet<>();
        Set<String> modelled = new LinkedHashSet<>();
        Set<Quantity> quantities = EnumSet.noneOf(Quantity.class);
        for (Measurement row : table.rows()) {
            OutcomeParts.of(row.outcome()).forEach((column, part) -> {
                known.add(column);
                if (part.provenance() != Provenance.MEASURED) {
                    modelled.add(column);
                }
            });
            quantities.addAll(row.quantities().keySet());
        }
        quantities.forEach(quantity -> known.add(quantity.column()));
        List<String> absent = new ArrayList<>();
        WORDS.forEach((group, columns) -> {
            if (Collections.disjoint(known, columns.keySet())) {
                absent.add(group);
            } else {
                columns.forEach((column, words) -> {
                    if (!known.contains(column)) {
                        absent.add(group + " " + words);
                    }
                });
            }
        });
        return new TableColumns(List.copyOf(known), List.copyOf(modelled), List.copyOf(absent));
    }
}
