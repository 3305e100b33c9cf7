package org.wattsplit.framework.runlog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.Info;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.rollout.Moment;
import org.wattsplit.framework.space.Placement;
import org.wattsplit.framework.testbed.DrawnWorld;

/** A complete run in memory, as much of it as comparisons need. Immutable. */
public final class RunData {
    private final RunManifest manifest;
    private final List<RunRow> rows;
    private final @Nullable Path folder;
    private final BitSet voided;

    private RunData(RunManifest manifest, List<RunRow> rows, @Nullable Path folder, BitSet voided) {
        this.manifest = manifest;
        this.rows = rows;
        this.folder = folder;
        this.voided = voided;
    }

    /** A run of those rows, none of which is void. */
    public static RunData of(RunManifest manifest, List<RunRow> rows) {
        return of(manifest, rows, new BitSet());
    }

    /** A run of those rows, some of which are void, by their numbers from 0. */
    public static RunData of(RunManifest manifest, List<RunRow> rows, BitSet voided) {
        return new RunData(manifest, List.copyOf(rows), null, (BitSet) voided.clone());
    }

    /** A run of those rows that was read from a folder. */
    static RunData of(RunManifest manifest, List<RunRow> rows, Path folder, BitSet voided) {
        return new RunData(manifest, List.copyOf(rows), folder, (BitSet) voided.clone());
    }

    /** Which rows are void, by their numbers from 0: the hardware was not as it was set. */
    public BitSet voided() {
        return (BitSet) voided.clone();
    }

    /** The run without some rows, by their numbers from 0; none that is left is void. */
    public RunData without(BitSet left) {
        return left.isEmpty()
                ? this
                : new RunData(
                        manifest,
                        IntStream.range(0, rows.size())
                                .filter(row -> !left.get(row))
                                .mapToObj(rows::get)
                                .toList(),
                        folder,
                        new BitSet());
    }

    /** Rows share their provenance, which rarely differs: a long comparison would not fit into memory otherwise. */
    static Map<EnergyPart, Provenance> shared(List<RunRow> rows, Map<EnergyPart, Provenance> provenance) {
        if (!rows.isEmpty()) {
            Map<EnergyPart, Provenance> last = rows.get(rows.size() - 1).energyProvenance();
            if (last.equals(provenance)) {
                return last;
            }
        }
        return provenance;
    }

    /** A hardware setting as {@code knob=value} words. Rows share it, as they share their provenance. */
    static String setting(List<String> hardwareKnobs, UnaryOperator<String> value) {
        return hardwareKnobs.stream()
                .map(knob -> knob + "=" + value.apply(knob))
                .collect(Collectors.joining(" "))
                .intern();
    }

    /** What the run was. */
    public RunManifest manifest() {
        return manifest;
    }

    /** Where it is, for messages: its folder, or its agent and seed where it was read from none. */
    public String place() {
        if (folder == null) {
            return manifest.agent() + " under seed " + manifest.header().seed();
        }
        Path here = Path.of("").toAbsolutePath();
        Path whole = folder.toAbsolutePath().normalize();
        return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    }

    /** One row a request, in order. */
    public List<RunRow> rows() {
        return rows;
    }

    /** The networks that its requests ask for, in alphabetical order. */
    public SortedSet<String> networks() {
        return rows.stream().map(RunRow::network).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The requests of one network only. What bounds the whole may have given up something here for more elsewhere: it is a
     * reference then.
     *
     * @throws InputException where none asks for it
     */
    public RunData ofNetwork(String network) {
        List<RunRow> its = new ArrayList<>();
        BitSet itsVoided = new BitSet();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).network().equals(network)) {
                itsVoided.set(its.size(), voided.get(row));
                its.add(rows.get(row));
            }
        }
        if (its.isEmpty()) {
            throw InputException.unknown("the network of requests in " + place(), network, networks());
        }
        return new RunData(
                its.size() == rows.size() ? manifest : manifest.ofRequests(its.size()),
                List.copyOf(its),
                folder,
                itsVoided);
    }

    /**
     * One request of a run.
     *
     * @param requestId the request's number
     * @param network the network that it asks for
     * @param arrivalMillis when it arrived, in milliseconds since the run began; in a closed loop, when it was issued
     * @param batch how many inputs it has
     * @param deadlineMillis its deadline
     * @param latencyMillis its latency
     * @param energyJoules its energy, of the parts that are not absent
     * @param accuracy expected accuracy of its answer; NaN where it is not known
     * @param missed whether the deadline was missed
     * @param placement where it ran
     * @param switched whether the hardware setting changed
     * @param setting the hardware setting that it ran at, as {@code knob=value} words; empty where no knob is hardware
     * @param energyParts the energy parts that are not absent
     * @param energyProvenance where each energy part comes from
     */
    public record RunRow(
            long requestId,
            String network,
            double arrivalMillis,
            int batch,
            double deadlineMillis,
            double latencyMillis,
            double energyJoules,
            double accuracy,
            boolean missed,
            Placement placement,
            boolean switched,
            String setting,
            Map<EnergyPart, Double> energyParts,
            Map<EnergyPart, Provenance> energyProvenance) {
        /** What it cost under some weights. */
        public double cost(CostWeights weights) {
            return weights.cost(energyJoules, missed, latencyMillis - deadlineMillis, accuracy, batch);
        }

        /** Whether any energy of serving the request is known, as {@link Outcome#hasEnergy} has it. */
        public boolean hasEnergy() {
            return energyParts.keySet().stream().anyMatch(part -> part != EnergyPart.RECONFIGURATION);
        }
    }

    /** Collects a run's rows while it goes on. */
    public static final class Collector implements RunListener {
        private final RunManifest manifest;
        private final List<RunRow> rows = new ArrayList<>();
        private final VoidRequests voided = new VoidRequests();
        private @Nullable DrawnWorld world;

        /** A collector of a run that begins. */
        public Collector(RunManifest manifest) {
            this.manifest = manifest;
        }

        @Override
        public void onReset(Reset reset) {
            world = reset.world();
        }

        @Override
        public void onOutcome(Moment moment) {
            Step step = moment.step();
            Info info = step.info();
            Map<EnergyPart, Double> parts = new EnumMap<>(EnergyPart.class);
            Map<EnergyPart, Provenance> provenance = new EnumMap<>(EnergyPart.class);
            for (EnergyPart part : EnergyPart.values()) {
                OptionalDouble joules = info.outcome().energyJoules(part);
                if (joules.isPresent()) {
                    parts.put(part, joules.getAsDouble());
                }
                provenance.put(part, info.outcome().provenance(part));
            }
            voided.add(info.request().id(), info.outcome().disturbance());
            rows.add(new RunRow(
                    info.request().id(),
                    info.request().model(),
                    info.request().arrivalMillis(),
                    info.request().batch(),
                    info.request().deadlineMillis(),
                    info.outcome().latencyMillis(),
                    info.outcome().energyJoules(),
                    info.outcome().accuracy().orElse(Double.NaN),
                    info.missed(),
                    info.configuration().placement(),
                    info.settingBefore() != info.settingAfter(),
                    setting(manifest.hardwareKnobs(), info.configuration()::value),
                    parts,
                    shared(rows, provenance)));
        }

        @Override
        public void onComplete() {}

        @Override
        public void close() {}

        /** The run so far. */
        public RunData data() {
            return RunData.of(manifest.completed(world), rows, voided.rows());
        }
    }
}
