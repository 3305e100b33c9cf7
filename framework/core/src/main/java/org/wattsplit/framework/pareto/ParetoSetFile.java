package org.wattsplit.framework.pareto;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.outcome.OutcomeParts;
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
 * @param quantile the quantile over measurements that configurations were judged by; null for the mean
 * @param evaluated every evaluated configuration in the order of evaluation
 */
public record ParetoSetFile(
        FileHeader header,
        String strategy,
        SpaceSpec space,
        List<Objective> objectives,
        @Nullable Double quantile,
        List<Entry> evaluated) {
    /** The header's format. */
    public static final String FORMAT = "pareto-set";

    /** The header's version. */
    public static final int VERSION = 2;

    /** Its readers. */
    public static final Format<ParetoSetFile> FILE = Format.of(FORMAT, VERSION, ParetoSetFile.class);

    public ParetoSetFile {
        objectives = List.copyOf(objectives);
        evaluated = List.copyOf(evaluated);
    }

    /**
     * One evaluated configuration.
     *
     * @param configuration values by knob
     * @param nonDominated whether no other evaluated configuration dominates it
     * @param measurements how many measurements the outcome is the mean of
     * @param judgedBy the totals of the mean, or the quantile over the measurements
     * @param outcome parts by column name
     */
    public record Entry(
            Map<String, String> configuration,
            boolean nonDominated,
            int measurements,
            Totals judgedBy,
            Map<String, OutcomeParts.Part> outcome) {
        public Entry {
            configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
            outcome = Collections.unmodifiableMap(new LinkedHashMap<>(outcome));
        }
    }

    /**
     * Replaces a file with a Pareto set.
     *
     * @param quantile the quantile over measurements that configurations were judged by; null for the mean
     */
    public static void write(Path path, FileHeader header, String strategy, @Nullable Double quantile, ParetoSet set) {
        Set<Configuration> front = new HashSet<>();
        set.front().forEach(one -> front.add(one.configuration()));
        List<Entry> entries = new ArrayList<>();
        for (Evaluated one : set.evaluated()) {
            entries.add(new Entry(
                    one.configuration().values(),
                    front.contains(one.configuration()),
                    one.measurements(),
                    one.judgedBy(),
                    OutcomeParts.of(one.outcome())));
        }
        Documents.writeJson(
                path, new ParetoSetFile(header, strategy, set.space().spec(), set.objectives(), quantile, entries));
    }

    /** Reads a file; the flags in it must be what its outcomes imply. */
    public static ParetoSetFile read(Path path) {
        ParetoSetFile file = FILE.readJson(path);
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
                    whole.configuration(entry.configuration()),
                    OutcomeParts.toOutcome(entry.outcome()),
                    entry.measurements(),
                    entry.judgedBy()));
        }
        return ParetoSet.of(whole, objectives, list);
    }
}
