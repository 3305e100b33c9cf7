package org.wattsplit.study.suggest;

import java.util.List;
import java.util.Map;

/**
 * What was suggested.
 *
 * @param strategy the search strategy's name
 * @param measuredConfigurations configurations that the table has
 * @param suggestions those to measure next, by knob; empty once every configuration was measured
 */
public record SuggestResult(String strategy, int measuredConfigurations, List<Map<String, String>> suggestions) {
    public SuggestResult {
        suggestions = List.copyOf(suggestions);
    }
}
