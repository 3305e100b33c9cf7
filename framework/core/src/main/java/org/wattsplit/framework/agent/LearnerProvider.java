package org.wattsplit.framework.agent;

import java.util.function.Function;
import org.wattsplit.framework.env.ActionSet;

/** Makes learners of one kind. */
public interface LearnerProvider extends AgentProvider {
    /**
     * A provider of learners without options.
     *
     * @param factory makes a learner that has learned nothing
     */
    static LearnerProvider of(String name, String description, Function<AgentContext, Learner> factory) {
        record Of(String name, String description, Function<AgentContext, Learner> factory) implements LearnerProvider {
            @Override
            public Learner create(AgentContext context) {
                return factory.apply(context);
            }
        }
        return new Of(name, description, factory);
    }

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

    /** Whether it is of no use before it was trained: such a learner runs with its policy only. */
    default boolean needsTraining() {
        return true;
    }

    /** Each hardware setting with its own front: so the split can move without the hardware. */
    @Override
    default ActionSet.Kind actionSet() {
        return ActionSet.Kind.PARETO_PER_SETTING;
    }
}
