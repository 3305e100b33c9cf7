package org.wattsplit.framework.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.runlog.RunData;
import org.wattsplit.framework.runlog.RunData.RunRow;
import org.wattsplit.framework.runlog.RunManifest;
import org.wattsplit.framework.space.Placement;

/** Runs made by hand. */
final class RunFixture {
    static final double DEADLINE = 100;

    private RunFixture() {}

    static RunData run(String agent, long seed, String workload, double[] latency, double[] energy) {
        return run(agent, seed, workload, latency, energy, Collections.nCopies(latency.length, "clock=1"));
    }

    static RunData run(
            String agent, long seed, String workload, double[] latency, double[] energy, List<String> settings) {
        return run(agent, seed, workload, latency, energy, settings, Map.of(), null);
    }

    static RunData run(String agent, long seed, Map<String, String> dependsOn) {
        return run(
                agent,
                seed,
                "w",
                new double[] {1, 2},
                new double[] {1, 2},
                List.of("clock=1", "clock=1"),
                dependsOn,
                null);
    }

    static RunData run(String agent, long seed, double latency, @Nullable String world) {
        double[] latencies = {latency, latency + 1};
        List<String> settings = List.of("clock=1", "clock=1");
        return run(agent, seed, "w", latencies, latencies, settings, Map.of(), world);
    }

    static RunData run(String agent, Map<String, String> dependsOn) {
        return run(agent, 1, "w", new double[] {1}, new double[] {1}, List.of("clock=1"), dependsOn, null);
    }

    private static RunData run(
            String agent,
            long seed,
            String workload,
            double[] latency,
            double[] energy,
            List<String> settings,
            Map<String, String> dependsOn,
            @Nullable String world) {
        RunManifest manifest = new RunManifest(
                new FileHeader(
                        RunManifest.FORMAT, RunManifest.VERSION, seed, null, Map.of(), null, Producer.thisProcess()),
                "DynaSplit-v1",
                agent,
                null,
                agent.equals("bound") ? RunManifest.Role.BOUND : RunManifest.Role.AGENT,
                agent.equals("stranger") ? "other" : "set",
                dependsOn,
                "full",
                3,
                "data",
                "vgg16",
                workload,
                latency.length,
                List.of("clock"),
                List.of("clock"),
                List.of(),
                100,
                0,
                0,
                false,
                world,
                null,
                true);
        List<RunRow> rows = new ArrayList<>();
        for (int i = 0; i < latency.length; i++) {
            rows.add(new RunRow(
                    i,
                    i % 3 == 0 ? "vit" : "vgg16",
                    10 * i,
                    1,
                    DEADLINE + i,
                    latency[i],
                    energy[i],
                    Double.NaN,
                    latency[i] > DEADLINE + i,
                    i % 2 == 0 ? Placement.EDGE : Placement.SPLIT,
                    i == 0,
                    settings.get(i),
                    Map.of(EnergyPart.EDGE, energy[i]),
                    provenance(part -> part == EnergyPart.EDGE ? Provenance.MEASURED : Provenance.ABSENT)));
        }
        return RunData.of(manifest, rows);
    }

    /** The same run with void rows. */
    static RunData voided(RunData run, int... rows) {
        BitSet voided = new BitSet();
        for (int row : rows) {
            voided.set(row);
        }
        return RunData.of(run.manifest(), run.rows(), voided);
    }

    /** A run of a table without energies. */
    static RunData withoutEnergy(String agent, double[] latency) {
        RunData run = run(agent, 1, "w", latency, new double[latency.length]);
        Map<EnergyPart, Provenance> absent = provenance(part -> Provenance.ABSENT);
        return RunData.of(
                run.manifest(),
                run.rows().stream()
                        .map(row -> new RunRow(
                                row.requestId(),
                                row.network(),
                                row.arrivalMillis(),
                                row.batch(),
                                row.deadlineMillis(),
                                row.latencyMillis(),
                                0,
                                row.accuracy(),
                                row.missed(),
                                row.placement(),
                                row.switched(),
                                row.setting(),
                                Map.of(),
                                absent))
                        .toList());
    }

    private static Map<EnergyPart, Provenance> provenance(Function<EnergyPart, Provenance> from) {
        Map<EnergyPart, Provenance> provenance = new EnumMap<>(EnergyPart.class);
        for (EnergyPart part : EnergyPart.values()) {
            provenance.put(part, from.apply(part));
        }
        return provenance;
    }
}
