package org.wattsplit.study.compare;

import java.nio.file.Path;
import org.wattsplit.framework.compare.ComparisonResult;

/**
 * A comparison and its report.
 *
 * @param comparison the figures
 * @param report where the report is
 * @param kept whether the report is an earlier one, which stayed
 */
public record CompareResult(ComparisonResult comparison, Path report, boolean kept) {}
