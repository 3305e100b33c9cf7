package org.wattsplit.study.job;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.experiment.ScenarioSetup;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.pareto.ParetoSetFile;

/**
 * The Pareto set that actions come from.
 *
 * @param set the set
 * @param file the file that it was read from; null where only a program has it
 */
public record Actions(ParetoSet set, @Nullable Path file) {
    /** A set of a program's own. */
    public static Actions of(ParetoSet set) {
        return new Actions(set, null);
    }

    /**
     * Reads a set that a search has written.
     *
     * @throws InputException where it was searched in another space than the dataset's, or on data that has changed since
     */
    public static Actions read(Path file, Dataset dataset) {
        ParetoSetFile read = ParetoSetFile.read(file);
        if (!read.space().equals(dataset.space().spec())) {
            throw InputException.of(
                            "the Pareto set's space",
                            "the space of " + dataset.name(),
                            "another, of " + read.space().name())
                    .at(file.toString(), 0, 0)
                    .maybe("search on this data first");
        }
        requireUnchanged(file, read, dataset);
        return new Actions(read.toParetoSet(), file);
    }

    /** That some of them cannot be executed on a scenario's testbed and are masked there; empty where all can be. */
    public Optional<String> masked(ScenarioSetup setup) {
        ActionSet all = ActionSet.of(set, ActionSet.Kind.FULL);
        ActionMask mask = all.within(setup.testbeds().describe().space());
        return mask.allowsAll()
                ? Optional.empty()
                : Optional.of((mask.size() - mask.count()) + " of " + mask.size()
                        + " configurations of the Pareto set are masked, as testbed "
                        + setup.scenario().testbed() + " cannot execute them");
    }

    /** What is expected of configurations is of the data as it was: another table may say otherwise. */
    private static void requireUnchanged(Path file, ParetoSetFile read, Dataset dataset) {
        Map<String, String> now = new TreeMap<>(dataset.inputs());
        now.putAll(dataset.contents());
        read.header().inputs().forEach((name, sum) -> {
            String present = now.get(name);
            // A workload is not searched on.
            if (present != null && !name.startsWith("workload-") && !present.equals(sum)) {
                throw InputException.of(
                                name + " of " + dataset.name(),
                                "what it was when the Pareto set was searched, " + sum,
                                present)
                        .at(file.toString(), 0, 0)
                        .maybe("search again on the data as it is now");
            }
        });
    }
}
