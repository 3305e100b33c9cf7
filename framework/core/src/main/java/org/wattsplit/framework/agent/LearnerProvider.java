package org.wattsplit.framework.agent;

import org.wattsplit.framework.env.ActionSet;

/** Makes learners of one kind. */
public interface LearnerProvider extends AgentProvider {
    /** Makes a learner that has learned nothing; its options are known names only. */
    @Override
    Learner create(AgentContext context);

    /**
     * Whether a learner that loads what was saved goes on exactly as the one that saved it. One that does not begins
     * anew with the weights that were saved.
     */
    default boolean resumesExactly() {
        return true;
    }

    /** Each hardware setting with its own front: so the split can move without the hardware. */
    @Override
    default ActionSet.Kind actionSet() {
        return ActionSet.Kind.PARETO_PER_SETTING;
    }
}
