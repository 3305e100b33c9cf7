package org.wattsplit.framework.search;

import org.wattsplit.framework.space.Configuration;

/** A made-up configuration's latency and energy, in ms and J: what makes it fast costs energy, so that there is a front. */
record Tradeoff(double latencyMillis, double energyJoules) {
    static Tradeoff of(Configuration configuration) {
        double latency = 1;
        double energy = 1;
        for (int choice : configuration.choices()) {
            latency += choice * choice;
            energy += (7 - choice) * (7 - choice);
        }
        return new Tradeoff(latency, energy);
    }
}
