package org.wattsplit.framework.env;

import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;

/**
 * What happened in a step, beside what agents may see.
 *
 * @param request the request that was served
 * @param configuration the configuration that served it
 * @param outcome its outcome
 * @param reward the components of the reward
 * @param conditions the conditions that were observed before the decision
 * @param settingBefore the number of the hardware setting before the step
 * @param settingAfter the number of the one that it ran at; the configuration's, unless the hardware refused that
 * @param startMillis when the request's execution began, since the reset
 * @param mask the actions allowed next
 */
public record Info(
        Request request,
        Configuration configuration,
        Outcome outcome,
        Reward reward,
        Conditions conditions,
        int settingBefore,
        int settingAfter,
        double startMillis,
        ActionMask mask) {
    /** Whether the request's deadline was missed. */
    public boolean missed() {
        return reward.deadlineMiss() > 0;
    }
}
