package org.wattsplit.framework.agent;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.RequestKinds;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.SettingChanges;
import org.wattsplit.framework.testbed.TransitionCost;

/**
 * What an agent is made from.
 *
 * @param actions the actions with their expected outcomes
 * @param allowed which of them may be taken at all; the mask of a single decision may allow fewer
 * @param changes what changes of the hardware setting cost
 * @param weights what a request costs
 * @param deadlines the distribution of the workload's deadlines, without their order
 * @param kinds which actions may serve which requests, with the deadlines of each kind
 * @param initialSetting the number of the hardware setting that the device starts at
 * @param observation what it will observe
 * @param nominal the conditions under which the expected outcomes were obtained, as far as they are known
 * @param payload what of an expected transfer follows from the rate of the link
 * @param random the agent's own chance
 * @param options its options by name
 * @param requests the requests in order for a bound, empty for every other agent
 */
public record AgentContext(
        ActionSet actions,
        ActionMask allowed,
        SettingChanges changes,
        CostWeights weights,
        DeadlineDistribution deadlines,
        RequestKinds kinds,
        int initialSetting,
        Box observation,
        Conditions nominal,
        Capabilities.Payload payload,
        RandomGenerator random,
        Map<String, String> options,
        List<Request> requests) {
    /** A context of requests of one kind, whose transfers are known as a whole only. */
    public AgentContext(
            ActionSet actions,
            ActionMask allowed,
            TransitionCost transition,
            CostWeights weights,
            DeadlineDistribution deadlines,
            int initialSetting,
            Box observation,
            Conditions nominal,
            RandomGenerator random,
            Map<String, String> options,
            List<Request> requests) {
        this(
                actions,
                allowed,
                transition.in(actions.space()),
                weights,
                deadlines,
                RequestKinds.one(actions, allowed, deadlines),
                initialSetting,
                observation,
                nominal,
                Capabilities.Payload.allButRoundTrip(nominal),
                random,
                options,
                requests);
    }

    public AgentContext {
        options = Map.copyOf(options);
        requests = List.copyOf(requests);
    }

    /** The same with other options. */
    public AgentContext withOptions(Map<String, String> others) {
        return with(observation, others);
    }

    /** The same with other observations. */
    public AgentContext withObservation(Box other) {
        return with(other, options);
    }

    private AgentContext with(Box otherObservation, Map<String, String> otherOptions) {
        return new AgentContext(
                actions,
                allowed,
                changes,
                weights,
                deadlines,
                kinds,
                initialSetting,
                otherObservation,
                nominal,
                payload,
                random,
                otherOptions,
                requests);
    }

    /**
     * What learners divide costs by, in joules, so that they learn alike whatever a device's joules are: the largest price that a
     * request may pay, for a missed deadline, for the wrong answers of its batch, or for an answer as late as the longest deadline;
     * where the mean energy of the actions is more than that, the largest energy of one.
     */
    public double costUnit() {
        double late = weights.joulesPerLateSecond() * deadlines.max() / 1000;
        double price = Math.max(weights.joulesPerMiss(), late);
        double sum = 0;
        double most = 0;
        for (int action = 0; action < actions.size(); action++) {
            price = Math.max(price, actions.configuration(action).batch() * weights.wrongAnswerJ());
            sum += actions.energyJoules(action);
            most = Math.max(most, actions.energyJoules(action));
        }
        double unit = sum > actions.size() * price ? most : price;
        return unit > 0 ? unit : 1;
    }

    /** The actions that may be taken at all, in ascending order: what a plan chooses among. */
    public int[] candidates() {
        return IntStream.range(0, actions.size()).filter(allowed::allows).toArray();
    }

    /**
     * The value of an option.
     *
     * @throws org.wattsplit.framework.check.InputException where what is given is none of its values
     */
    public double option(NumberOption option) {
        return option.of(options);
    }
}
