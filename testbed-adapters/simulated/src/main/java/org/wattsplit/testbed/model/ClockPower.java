package org.wattsplit.testbed.model;

import java.util.Arrays;

/**
 * Power of a device by its clock.
 *
 * @param clock the clock that is set
 * @param clocks the clocks at which powers are known, ascending, in its unit
 * @param watts power at each, in W
 */
record ClockPower(double clock, double[] clocks, double[] watts) {
    /** The same power at every clock. */
    static ClockPower constant(double watts) {
        return new ClockPower(1, new double[] {1}, new double[] {watts});
    }

    /** Power at the clock that is set. */
    double atSet() {
        return at(1);
    }

    /**
     * Power at a share of the clock that is set, above 0, at most 1: between known clocks on the line between their powers;
     * below the least, its power, as less is not known.
     */
    double at(double share) {
        double now = share * clock;
        int above = Arrays.binarySearch(clocks, now);
        if (above >= 0) {
            return watts[above];
        }
        above = -above - 1;
        if (above == 0 || above == clocks.length) {
            return watts[above == 0 ? 0 : above - 1];
        }
        double way = (now - clocks[above - 1]) / (clocks[above] - clocks[above - 1]);
        return watts[above - 1] + way * (watts[above] - watts[above - 1]);
    }
}
