package org.wattsplit.framework.compare;

/**
 * The hardware setting that a run ended in: the one used most in the last tenth of its requests; of several used equally
 * often, the one used last.
 *
 * @param setting the hardware setting as {@code knob=value} words
 * @param percent share of the whole run's requests that ran at it
 */
public record EndSetting(String setting, double percent) {}
