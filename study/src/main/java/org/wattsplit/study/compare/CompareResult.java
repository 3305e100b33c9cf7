package org.wattsplit.study.compare;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.framework.compare.ComparisonResult;

/**
 * A comparison and its report.
 *
 * @param comparison the figures
 * @param notes what a reader must know beside them, a line each
 * @param report where the report is
 * @param kept whether the report is an earlier one, which stayed
 */
public record CompareResult(ComparisonResult comparison, List<String> notes, Path report, boolean kept) {
    public CompareResult {
        notes = List.copyOf(notes);
    }
}
