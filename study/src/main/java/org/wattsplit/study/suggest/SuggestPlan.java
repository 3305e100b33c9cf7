package org.wattsplit.study.suggest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * What is to be suggested.
 *
 * @param space the file of the configuration space
 * @param measurements the table of what was measured so far; null for nothing
 * @param strategy the search strategy's name
 * @param batch configurations to suggest, at most
 * @param seed root seed
 * @param out the CSV file to write; null for none
 * @param replace whether a file that is there is replaced
 */
public record SuggestPlan(
        Path space,
        @Nullable Path measurements,
        String strategy,
        int batch,
        long seed,
        @Nullable Path out,
        boolean replace) {
    public SuggestPlan {
        InputException.require(batch >= 1, "the batch", "at least 1", batch);
    }
}
