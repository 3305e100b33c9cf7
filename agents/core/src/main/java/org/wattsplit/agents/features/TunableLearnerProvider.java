package org.wattsplit.agents.features;

import org.wattsplit.framework.agent.AgentAbout;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;

/** Makes learners whose options are the hyper-parameters that {@code learners.yaml} has under the provider's name. */
public interface TunableLearnerProvider extends LearnerProvider {
    /** Makes a learner that has learned nothing. */
    Learner create(AgentContext context, Hyperparameters values);

    @Override
    default AgentAbout about() {
        return Hyperparameters.about(name());
    }

    @Override
    default Learner create(AgentContext context) {
        return create(context, Hyperparameters.of(name(), context.options()));
    }
}
