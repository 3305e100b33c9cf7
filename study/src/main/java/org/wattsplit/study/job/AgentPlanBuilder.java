package org.wattsplit.study.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.env.ActionSet;

/**
 * A plan in the making in which agents act, trained or run, with the usual choices where no other was made: what the plans
 * of trainings and evaluations choose alike. Extended by their builders only.
 *
 * @param <B> the builder that extends it
 */
public abstract class AgentPlanBuilder<B extends AgentPlanBuilder<B>> {
    protected final Data data;
    protected final Actions actions;
    protected final Path out;
    protected ScenarioChoice scenario = ScenarioChoice.USUAL;
    protected ActionSet.@Nullable Kind actionSet;
    protected long seed = 1;
    protected int seeds = 1;
    protected int threads = Runtime.getRuntime().availableProcessors();
    protected Existing existing = Existing.REFUSE;

    protected AgentPlanBuilder(Data data, Actions actions, Path out) {
        this.data = data;
        this.actions = actions;
        this.out = out;
    }

    /** This builder, as what it is. */
    protected abstract B self();

    /** On another scenario. */
    public B withScenario(ScenarioChoice other) {
        scenario = other;
        return self();
    }

    /**
     * With another action set; null for the usual one, which is a learner's own or the scenario's in a training, and each
     * agent's own in an evaluation.
     */
    public B withActionSet(ActionSet.@Nullable Kind other) {
        actionSet = other;
        return self();
    }

    /** Under so many seeds from a first one. */
    public B withSeeds(long first, int count) {
        seed = first;
        seeds = count;
        return self();
    }

    /** With so many seeds, or runs, at a time. */
    public B withThreads(int count) {
        threads = count;
        return self();
    }

    /** With another way to treat earlier trainings, or runs. */
    public B withExisting(Existing other) {
        existing = other;
        return self();
    }
}
