package org.wattsplit.study.reproduce;

import java.util.List;
import java.util.Map;

/**
 * How search strategies compare.
 *
 * @param data what they searched
 * @param seeds the root seeds
 * @param budgets by budget, a row for each strategy
 */
public record StrategiesResult(String data, List<Long> seeds, Map<String, List<StrategyComparison.Row>> budgets) {}
