package org.wattsplit.study.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
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
     * @throws InputException where it was searched in another space than the dataset's
     */
    public static Actions read(Path file, Dataset dataset) {
        ParetoSetFile read = ParetoSetFile.read(file);
        if (!read.space().equals(dataset.space().spec())) {
            throw InputException.of(
                            "the Pareto set's space",
                            "the space of " + dataset.name(),
                            "another, of " + read.space().name())
                    .at(file.toString(), 0, 0);
        }
        return new Actions(read.toParetoSet(), file);
    }
}
