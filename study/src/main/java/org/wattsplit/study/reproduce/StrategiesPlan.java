package org.wattsplit.study.reproduce;

import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.Budget;

/**
 * Which search strategies are compared, and where.
 *
 * @param data data with measurements, or {@value #FAMILY}, whose members differ by seed
 * @param strategies names of the strategies, at least one
 * @param budgets at these budgets each, at least one
 * @param seed first root seed
 * @param seeds so many in a row
 * @param threads searches at a time
 */
public record StrategiesPlan(
        String data, List<String> strategies, List<Budget> budgets, long seed, int seeds, int threads) {
    /** A family of made-up tables. */
    public static final String FAMILY = "synthetic-family";

    public StrategiesPlan {
        strategies = List.copyOf(Check.notEmpty("the strategies", strategies));
        budgets = List.copyOf(Check.notEmpty("the budgets", budgets));
        InputException.require(seeds >= 1, "the seeds", "at least 1", seeds);
        InputException.require(threads >= 1, "the threads", "at least 1", threads);
    }
}
