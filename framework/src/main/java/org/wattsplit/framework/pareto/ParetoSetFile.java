package org.wattsplit.framework.pareto;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * A Pareto set as JSON.
 *
 * @param header format {@value #FORMAT}, version {@value #VERSION}
 * @param strategy the search strategy that made it
 * @param space the configuration space that was searched
 * @param objectives what was minimised
 * @param evaluated every evaluated configuration in the order of evaluation
 */
public record ParetoSetFile(
        FileHeader header, String strategy, SpaceSpec space, List<Objective> objectives, List<Entry> evaluated) {
    /** The header's format. */
    public static final String FORMAT = "pareto-set";

    /** The header's version. */
    public static final int VERSION = 1;

    public ParetoSetFile {
        objectives = List.copyOf(objectives);
        evaluated = List.copyOf(evaluated);
    }

    /** A part's value and where it comes from; absent parts are left out of the file. */
    public record Part(double value, Provenance provenance) {}

    /**
     * One evaluated configuration.
     *
     * @param configuration values by knob
     * @param nonDominated whether no other evaluated configuration dominates it
     * @param measurements how many measurements the outcome is the mean of
     * @param outcome parts by column name
     */
    public record Entry(
            Map<String, String> configuration, boolean nonDominated, int measurements, Map<String, Part> outcome) {
        public Entry {
            configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
            outcome = Collections.unmodifiableMap(new LinkedHashMap<>(outcome));
        }
    }

    /** Replaces a file with a Pareto set. */
    public static void write(Path path, FileHeader header, String strategy, ParetoSet set) {
        Set<Configuration> front = new HashSet<>();
        set.front().forEach(one -> front.add(one.configuration()));
        List<Entry> entries = new ArrayList<>();
        for (Evaluated one : set.evaluated()) {
            entries.add(new Entry(
                    one.configuration().values(),
                    front.contains(one.configuration()),
                    one.measurements(),
                    parts(one.outcome())));
        }
        Documents.writeJson(
                path, new ParetoSetFile(header, strategy, set.space().spec(), set.objectives(), entries));
    }

    /** Reads a file; the flags in it must be what its outcomes imply. */
    public static ParetoSetFile read(Path path) {
        ParetoSetFile file = Documents.readJson(path, ParetoSetFile.class);
        file.header.expect(FORMAT, VERSION, path.toString());
        try {
            ParetoSet set = file.toParetoSet();
            Set<Configuration> front = new HashSet<>();
            set.front().forEach(one -> front.add(one.configuration()));
            for (int i = 0; i < file.evaluated.size(); i++) {
                Configuration configuration = set.evaluated().get(i).configuration();
                if (file.evaluated.get(i).nonDominated() != front.contains(configuration)) {
                    throw InputException.of(
                            "non_dominated of " + configuration,
                            String.valueOf(front.contains(configuration)) + ", as the outcomes imply",
                            file.evaluated.get(i).nonDominated());
                }
            }
        } catch (IllegalArgumentException | InputException e) {
            throw new InputException(String.valueOf(e.getMessage()), e).at(path.toString(), 0, 0);
        }
        return file;
    }

    /** The set that the file holds. */
    public ParetoSet toParetoSet() {
        ConfigurationSpace whole = ConfigurationSpace.of(space);
        List<Evaluated> list = new ArrayList<>();
        for (Entry entry : evaluated) {
            list.add(new Evaluated(
                    whole.configuration(entry.configuration()), outcome(entry.outcome()), entry.measurements()));
        }
        return ParetoSet.of(whole, objectives, list);
    }

    private static Map<String, Part> parts(Outcome outcome) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (LatencyPart part : LatencyPart.values()) {
            outcome.latencyMillis(part)
                    .ifPresent(value -> parts.put(part.column(), new Part(value, outcome.provenance(part))));
        }
        for (EnergyPart part : EnergyPart.values()) {
            outcome.energyJoules(part)
                    .ifPresent(value -> parts.put(part.column(), new Part(value, outcome.provenance(part))));
        }
        outcome.accuracy().ifPresent(value -> parts.put("accuracy", new Part(value, outcome.accuracyProvenance())));
        return parts;
    }

    private static Outcome outcome(Map<String, Part> parts) {
        Outcome.Builder builder = Outcome.builder();
        parts.forEach((column, part) -> {
            String name = column.toUpperCase(Locale.ROOT);
            if (column.equals("accuracy")) {
                builder.accuracy(part.value(), part.provenance());
            } else if (name.endsWith("_LATENCY_MS")) {
                builder.latency(
                        LatencyPart.valueOf(name.substring(0, name.length() - "_LATENCY_MS".length())),
                        part.value(),
                        part.provenance());
            } else if (name.endsWith("_ENERGY_J")) {
                builder.energy(
                        EnergyPart.valueOf(name.substring(0, name.length() - "_ENERGY_J".length())),
                        part.value(),
                        part.provenance());
            } else {
                throw InputException.of("an outcome's part", "a latency, an energy or accuracy", column);
            }
        });
        return builder.build();
    }
}
