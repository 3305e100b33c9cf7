package org.wattsplit.study.evaluate;

/**
 * What was logged.
 *
 * @param runs number of runs
 * @param kept those of them that were complete before, and were kept
 * @param requests requests of each
 * @param scenario id of the scenario
 * @param out folder of the run logs
 */
public record EvaluateResult(int runs, int kept, int requests, String scenario, String out) {}
