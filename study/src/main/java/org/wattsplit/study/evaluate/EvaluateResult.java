package org.wattsplit.study.evaluate;

import java.util.List;

/**
 * What was logged.
 *
 * @param runs number of runs
 * @param kept those of them that were complete before, and were kept
 * @param requests requests of each
 * @param scenario id of the scenario
 * @param out folder of the run logs
 * @param voided which requests of which run are void, and why, a line for each run that has some: its hardware was not as it was
 *     set; empty where all is well
 */
public record EvaluateResult(int runs, int kept, int requests, String scenario, String out, List<String> voided) {
    public EvaluateResult {
        voided = List.copyOf(voided);
    }
}
