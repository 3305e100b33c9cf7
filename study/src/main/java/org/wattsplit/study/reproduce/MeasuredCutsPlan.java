package org.wattsplit.study.reproduce;

import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * What {@link MeasuredCuts} measures.
 *
 * @param network an architecture that can be built
 * @param pixels pixels of an image's side
 * @param share share of all processors that the edge's half may use, above 0 to 1
 * @param rounds measurements of each time, of which the median counts, at least 1
 */
public record MeasuredCutsPlan(String network, int pixels, double share, int rounds) {
    /** MobileNetV2 on small pictures, the edge at half of the processors, the median of five. */
    public static final MeasuredCutsPlan USUAL = new MeasuredCutsPlan("mobilenetv2", 224, 0.5, 5);

    public MeasuredCutsPlan {
        InputException.require(Zoo.names().contains(network), "the network", "one of " + Zoo.names(), network);
        InputException.require(share > 0 && share <= 1, "the share of the processors", "above 0 to 1", share);
        InputException.require(rounds >= 1, "the rounds", "at least 1", rounds);
    }
}
