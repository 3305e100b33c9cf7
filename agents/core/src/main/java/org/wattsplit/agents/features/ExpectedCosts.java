package org.wattsplit.agents.features;

import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;

/**
 * What each action is expected to cost for the request at hand, in joules: the outcome that the offline phase knows, with
 * what is observed now. The change of the hardware setting is counted; where the observation has them, the estimated
 * rate and round trip replace those that the outcome was obtained under, the estimated load of the cloud slows the
 * tail, and the load of the device the head. Not counted: what the choice does to later requests, the device's energy of waiting
 * longer, and what a rate of the way back of its own does to the answer.
 *
 * <p>With an uncertainty above 0 the times that follow from estimates are taken as log-normal with that deviation of
 * their logarithm, so the price of a miss is weighed with its probability; lateness is that of the times themselves. One thread at a time.
 */
public final class ExpectedCosts {
    /** A tail or a head is never expected to take more than so many times its time. */
    private static final double MOST_SLOWDOWN = 100;
    /** The logistic function of 1.702 x is within 0.01 of the normal distribution's. */
    private static final double LOGISTIC = 1.702;

    private final ActionSet actions;
    private final AgentContext context;
    private final double uncertainty;
    /** By action, milliseconds that neither link nor load changes. */
    private final double[] fixedMillis;

    private final double[] headMillis;

    private final double[] payloadMillis;
    private final double[] roundTrips;
    private final double[] tailMillis;
    private final double[] servingCosts;
    private final int bandwidth;
    private final int rtt;
    private final int load;
    private final int edgeLoad;
    private final double nominalMbps;
    private final double nominalRttMillis;

    /**
     * The costs of a context's actions.
     *
     * @param uncertainty standard deviation of the logarithm of times that follow from estimates, at least 0
     */
    public ExpectedCosts(AgentContext context, double uncertainty) {
        this.context = context;
        this.uncertainty = uncertainty;
        actions = context.actions();
        nominalMbps = context.nominal().value(Condition.BANDWIDTH_MBPS, Double.NaN);
        nominalRttMillis = context.nominal().value(Condition.RTT_MS, 0);
        bandwidth = Double.isNaN(nominalMbps) ? -1 : index(context, Condition.BANDWIDTH_MBPS);
        rtt = Double.isNaN(nominalMbps) ? -1 : index(context, Condition.RTT_MS);
        load = index(context, Condition.CLOUD_LOAD);
        edgeLoad = index(context, Condition.EDGE_LOAD);
        int count = actions.size();
        fixedMillis = new double[count];
        headMillis = new double[count];
        payloadMillis = new double[count];
        roundTrips = new double[count];
        tailMillis = new double[count];
        servingCosts = new double[count];
        for (int action = 0; action < count; action++) {
            Outcome outcome = actions.expected(action).outcome();
            servingCosts[action] = actions.servingCost(action, context.weights());
            double transfer = outcome.latencyMillis(LatencyPart.TRANSFER).orElse(0);
            tailMillis[action] = outcome.latencyMillis(LatencyPart.CLOUD).orElse(0);
            fixedMillis[action] = outcome.latencyMillis() - transfer - tailMillis[action];
            payloadMillis[action] = context.payload().millis(actions.configuration(action), outcome);
            // Without bytes and a tail nothing is sent, whatever was measured as a transfer.
            boolean sends = transfer > 0 && (payloadMillis[action] > 0 || tailMillis[action] > 0);
            roundTrips[action] = sends ? 1 : 0;
            // What device and protocol add is stretched by nothing that is observed.
            fixedMillis[action] += bandwidth < 0
                    ? 0
                    : Math.max(0, transfer - roundTrips[action] * nominalRttMillis - payloadMillis[action]);
            if (bandwidth < 0) {
                fixedMillis[action] += transfer;
                payloadMillis[action] = 0;
                roundTrips[action] = 0;
            }
            if (edgeLoad >= 0) {
                headMillis[action] = outcome.latencyMillis(LatencyPart.EDGE).orElse(0);
                fixedMillis[action] -= headMillis[action];
            }
            if (load < 0) {
                fixedMillis[action] += tailMillis[action];
                tailMillis[action] = 0;
            }
        }
    }

    private static int index(AgentContext context, Condition condition) {
        return context.observation().names().indexOf(condition.column());
    }

    /** The number of actions. */
    public int size() {
        return fixedMillis.length;
    }

    /** The expected cost of each action, into {@code costs} of that length. */
    public void of(Observation observation, double[] costs) {
        of(observation, context.weights().joulesPerMiss(), costs);
    }

    /** The same where a missed deadline costs another price, in joules. */
    public void of(Observation observation, double price, double[] costs) {
        double deadline = observation.deadlineMillis();
        int setting = observation.settingIndex();
        double stretch = bandwidth < 0 ? 1 : nominalMbps / Math.max(1e-6, observation.get(bandwidth));
        double roundTrip = rtt < 0 ? nominalRttMillis : observation.get(rtt);
        double slowdown = slowdown(observation, load);
        double slowdownOfHead = slowdown(observation, edgeLoad);
        for (int action = 0; action < costs.length; action++) {
            int to = actions.settingIndex(action);
            double sure = fixedMillis[action]
                    + headMillis[action] * slowdownOfHead
                    + context.changes().millis(setting, to);
            double unsure =
                    roundTrips[action] * roundTrip + payloadMillis[action] * stretch + tailMillis[action] * slowdown;
            costs[action] = servingCosts[action]
                    + context.changes().joules(setting, to)
                    + price * missed(deadline, sure, unsure)
                    + context.weights().lateness(sure + unsure - deadline);
        }
    }

    private static double slowdown(Observation observation, int load) {
        return load < 0 ? 1 : 1 / Math.max(1 / MOST_SLOWDOWN, 1 - observation.get(load));
    }

    /** The probability that a deadline is missed. */
    private double missed(double deadline, double sure, double unsure) {
        if (uncertainty == 0 || unsure == 0 || sure >= deadline) {
            return sure + unsure > deadline ? 1 : 0;
        }
        return 1 / (1 + Math.exp(LOGISTIC / uncertainty * Math.log((deadline - sure) / unsure)));
    }
}
