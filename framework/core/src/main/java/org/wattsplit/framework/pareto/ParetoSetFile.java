package org.wattsplit.framework.pareto;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Default;
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
 * @param held the values that knobs were held at in the search, by name; default none
 * @param searchedOn the testbed that outcomes are of; null where nobody says
 * @param objectives what was minimised
 * @param quantile the quantile over measurements that configurations were judged by; null for the mean
 * @param evaluated every evaluated configuration in the order of evaluation
 */
public record ParetoSetFile(
        FileHeader header,
        String strategy,
        SpaceSpec space,
        @Default("{}") Map<String, String> held,
        @Nullable SearchedOn searchedOn,
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
        held = Collections.unmodifiableMap(new TreeMap<>(held));
        objectives = List.copyOf(objectives);
        evaluated = List.copyOf(evaluated);
    }

    /**
     * What measured the configurations.
     *
     * @param testbed a testbed's name
     * @param testbedOptions its options by name; default none
     */
    public record SearchedOn(String testbed, @Default("{}") Map<String, String> testbedOptions) {
        public SearchedOn {
            testbedOptions = Collections.unmodifiableMap(new TreeMap<>(testbedOptions));
        }
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
     * @param searchedOn the testbed that outcomes are of; null where that is not known
     */
    public static void write(
            Path path,
            FileHeader header,
            String strategy,
            @Nullable Double quantile,
            @Nullable SearchedOn searchedOn,
            ParetoSet set) {
        Documents.writeJson(path, of(header, strategy, quantile, searchedOn, set));
    }

    private static ParetoSetFile of(
            FileHeader header,
            String strategy,
            @Nullable Double quantile,
            @Nullable SearchedOn searchedOn,
            ParetoSet set) {
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
        return new ParetoSetFile(
                header,
                strategy,
                set.space().spec(),
                set.space().held(),
                searchedOn,
                set.objectives(),
                quantile,
                entries);
    }

    /**
     * The same file as of a search with some knobs held.
     *
     * @throws InputException where it has nothing with these values
     */
    public ParetoSetFile holding(Map<String, String> values) {
        return values.isEmpty()
                ? this
                : of(header, strategy, quantile, searchedOn, toParetoSet().holding(values));
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
        ConfigurationSpace searched = ConfigurationSpace.of(space).holding(held);
        List<Evaluated> list = new ArrayList<>();
        for (Entry entry : evaluated) {
            list.add(new Evaluated(
                    searched.configuration(entry.configuration()),
                    OutcomeParts.toOutcome(entry.outcome()),
                    entry.measurements(),
                    entry.judgedBy()));
        }
        return ParetoSet.of(searched, objectives, list);
    }
}
