package org.wattsplit.agents.online;

import java.util.ArrayList;
import java.util.List;

/**
 * What an action is thought to take: the mean of its energy and an upper quantile of its latency, over what was observed
 * and what was expected beforehand. An observation counts less the older it is; the expectation counts as one
 * observation that never ages, so that an estimate without new observations returns to it. One thread at a time.
 */
final class Estimate {
    /** One observation. */
    private record Seen(double latencyMillis, double energyJoules, long request) {}

    private final Fading fading;
    private final double expectedMillis;
    private final double expectedJoules;
    /** The slowest first. */
    private final List<Seen> seen = new ArrayList<>();

    Estimate(Fading fading, double expectedMillis, double expectedJoules) {
        this.fading = fading;
        this.expectedMillis = expectedMillis;
        this.expectedJoules = expectedJoules;
    }

    /** Takes in what was observed of a request, by the request's number. */
    void observe(double latencyMillis, double energyJoules, long request) {
        seen.removeIf(one -> fading.weight(request - one.request()) == 0);
        int place = 0;
        while (place < seen.size() && seen.get(place).latencyMillis() > latencyMillis) {
            place++;
        }
        seen.add(place, new Seen(latencyMillis, energyJoules, request));
    }

    /** The mean energy in joules, for the request of that number. */
    double energyJoules(long request) {
        double weights = 1;
        double sum = expectedJoules;
        for (Seen one : seen) {
            double weight = fading.weight(request - one.request());
            weights += weight;
            sum += weight * one.energyJoules();
        }
        return sum / weights;
    }

    /**
     * The largest latency, in milliseconds, at or above which there is more than a share of {@code 1 - quantile} of the
     * weight, for the request of that number.
     */
    double latencyMillis(double quantile, long request) {
        double weights = 1;
        for (Seen one : seen) {
            weights += fading.weight(request - one.request());
        }
        double left = (1 - quantile) * weights;
        double above = 0;
        boolean expectedPassed = false;
        for (Seen one : seen) {
            if (!expectedPassed && expectedMillis >= one.latencyMillis()) {
                expectedPassed = true;
                above += 1;
                if (above > left) {
                    return expectedMillis;
                }
            }
            above += fading.weight(request - one.request());
            if (above > left) {
                return one.latencyMillis();
            }
        }
        return seen.isEmpty()
                ? expectedMillis
                : Math.min(expectedMillis, seen.get(seen.size() - 1).latencyMillis());
    }
}
