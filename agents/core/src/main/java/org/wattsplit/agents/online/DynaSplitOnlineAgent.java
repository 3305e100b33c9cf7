package org.wattsplit.agents.online;

import java.util.OptionalDouble;
import org.wattsplit.agents.features.FrontByEnergyProvider;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.NumberOption;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.space.Placement;
import org.wattsplit.framework.testbed.SettingChanges;

/**
 * The published scheduler on estimates that follow what happens: of the front, the cheapest by mean energy whose upper
 * quantile of latency meets the deadline; if none does, the one where that quantile is least. The change of the hardware
 * setting is counted as the scenario states it, and in nothing that is learned. While the guard before the cloud is seen
 * to keep requests from it, configurations that need the cloud are left out, unless there is no other.
 *
 * <p>Estimates are means and quantiles of observations whose weights halve with every half-life of requests: the
 * discounting of Garivier and Moulines (arXiv 0805.3415), and quantiles under exponential decay as in Cormode et al.
 * (Forward Decay, ICDE 2009), computed exactly over the observations that still count. Deviations: what the offline
 * search expects counts as one observation that never ages, and takes the place of a bonus for exploration. A
 * configuration that was found too slow is not chosen, so its observations fade; when they weigh less than {@code
 * (1 - quantile) / quantile} of the expectation, after 3.2 half-lives where there was one of them and the quantile is 0.9,
 * it is tried again. One that is better than expected is found out only where it is chosen as expected.
 *
 * <p>Where another thing stood in for the cloud, what that took counts as the configuration's: it is what the choice came
 * to. The edge's idle share counts as its energy. Energy parts that are not expected are left out, and one that was not
 * observed is taken as expected, so that configurations are compared by the same parts.
 */
public final class DynaSplitOnlineAgent implements Agent {
    private final ActionSet actions;
    private final SettingChanges changes;
    private final Fading fading;
    private final double quantile;
    private final int guard;
    private final Estimate[] estimates;
    /** What is paid for wrong answers, by action. */
    private final double[] wrongJoules;

    private long request;

    /**
     * An agent of that context.
     *
     * @param halfLife requests after which an observation counts half, at least 1
     * @param quantile the quantile of latency that must meet the deadline, at least 0 and below 1
     */
    public DynaSplitOnlineAgent(AgentContext context, int halfLife, double quantile) {
        actions = context.actions();
        changes = context.changes();
        fading = new Fading(halfLife);
        this.quantile = quantile;
        guard = context.observation().names().indexOf(Condition.CLOUD_GUARD.column());
        estimates = new Estimate[actions.size()];
        wrongJoules = new double[actions.size()];
        for (int action = 0; action < wrongJoules.length; action++) {
            wrongJoules[action] = actions.wrongAnswers(action, context.weights());
        }
        reset();
    }

    @Override
    public void reset() {
        request = 0;
        for (int action = 0; action < estimates.length; action++) {
            estimates[action] = new Estimate(fading, actions.latencyMillis(action), actions.energyJoules(action));
        }
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        boolean guarded = guard >= 0 && observation.get(guard) == 1;
        int chosen = guarded ? choose(observation, mask, true) : -1;
        return chosen >= 0 ? chosen : choose(observation, mask, false);
    }

    /** The best of the allowed actions; -1 where there is none. */
    private int choose(Observation observation, ActionMask mask, boolean onDevice) {
        int best = -1;
        double bestMillis = 0;
        double bestJoules = 0;
        for (int action = 0; action < estimates.length; action++) {
            if (!mask.allows(action)
                    || (onDevice && actions.configuration(action).placement() != Placement.EDGE)) {
                continue;
            }
            int from = observation.settingIndex();
            int to = actions.settingIndex(action);
            double millis = estimates[action].latencyMillis(quantile, request) + changes.millis(from, to);
            double joules = estimates[action].energyJoules(request) + wrongJoules[action] + changes.joules(from, to);
            boolean inTime = millis <= observation.deadlineMillis();
            boolean bestInTime = best >= 0 && bestMillis <= observation.deadlineMillis();
            boolean better =
                    best < 0 || (inTime ? !bestInTime || joules < bestJoules : !bestInTime && millis < bestMillis);
            if (better) {
                best = action;
                bestMillis = millis;
                bestJoules = joules;
            }
        }
        return best;
    }

    @Override
    public void onOutcome(int action, Outcome outcome) {
        double joules = energyJoules(actions.expected(action).outcome(), outcome);
        estimates[action].observe(outcome.servingMillis(), joules, request);
        request++;
    }

    private static double energyJoules(Outcome expected, Outcome outcome) {
        double sum = 0;
        for (EnergyPart part : EnergyPart.values()) {
            // The idle share is in the edge's on both sides.
            OptionalDouble known = part == EnergyPart.RECONFIGURATION || part == EnergyPart.IDLE
                    ? OptionalDouble.empty()
                    : expected.energyWithIdleJoules(part);
            if (known.isPresent()) {
                sum += outcome.energyWithIdleJoules(part).orElse(known.getAsDouble());
            }
        }
        return sum;
    }

    /** Makes it. */
    public static final class Provider implements FrontByEnergyProvider {
        private static final NumberOption HALF_LIFE = new NumberOption(
                "half_life", 50, 1, 100_000, true, "requests in which the weight of an observation halves");
        private static final NumberOption QUANTILE = new NumberOption(
                "quantile", 0.9, 0, 0.9999, false, "the quantile of an action's latency that must meet the deadline");

        @Override
        public String name() {
            return "dynasplit-online";
        }

        @Override
        public String description() {
            return "the published scheduler on estimates that follow what happens (half_life=50 requests, quantile=0.9)";
        }

        @Override
        public AgentAbout about() {
            return AgentAbout.uses("expected latency and energy of its actions, what a change of the hardware"
                            + " setting takes; the deadline, the hardware setting, the guard, and the"
                            + " outcomes of its own choices")
                    .withSource("After DynaSplit, arXiv 2410.23881")
                    .with(HALF_LIFE, QUANTILE);
        }

        @Override
        public Agent create(AgentContext context) {
            return new DynaSplitOnlineAgent(context, (int) context.option(HALF_LIFE), context.option(QUANTILE));
        }
    }
}
