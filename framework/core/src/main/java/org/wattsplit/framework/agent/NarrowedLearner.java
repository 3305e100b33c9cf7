package org.wattsplit.framework.agent;

import java.util.List;
import java.util.Map;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.outcome.Outcome;

/** A learner where one value more can be observed than it knows: it is not shown that one. */
final class NarrowedLearner implements Learner {
    private final Learner learner;
    private final int hidden;

    /** A learner, and the index of what it is not shown. */
    NarrowedLearner(Learner learner, int hidden) {
        this.learner = learner;
        this.hidden = hidden;
    }

    private Observation narrow(Observation observation) {
        return observation.without(hidden);
    }

    private Transition narrow(Transition step) {
        return new Transition(
                narrow(step.observation()),
                step.mask(),
                step.action(),
                step.reward(),
                step.components(),
                narrow(step.next()),
                step.nextMask(),
                step.terminated(),
                step.truncated());
    }

    @Override
    public int act(Observation observation, ActionMask mask) {
        return learner.act(narrow(observation), mask);
    }

    @Override
    public void reset() {
        learner.reset();
    }

    @Override
    public void onOutcome(int action, Outcome outcome) {
        learner.onOutcome(action, outcome);
    }

    @Override
    public int explore(Observation observation, ActionMask mask) {
        return learner.explore(narrow(observation), mask);
    }

    @Override
    public void observe(Transition transition) {
        learner.observe(narrow(transition));
    }

    @Override
    public void warmStart(List<Transition> steps) {
        learner.warmStart(steps.stream().map(this::narrow).toList());
    }

    @Override
    public double score(double costJoules, double missedPercent, double energyJoules) {
        return learner.score(costJoules, missedPercent, energyJoules);
    }

    @Override
    public Map<String, Double> figures() {
        return learner.figures();
    }

    @Override
    public void save(ArrayStore store) {
        learner.save(store);
    }

    @Override
    public void load(ArrayStore store) {
        learner.load(store);
    }
}
