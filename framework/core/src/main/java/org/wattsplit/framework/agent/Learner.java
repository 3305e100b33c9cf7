package org.wattsplit.framework.agent;

import java.util.List;
import java.util.Map;
import org.wattsplit.framework.env.ActionMask;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;

/**
 * An agent that can be trained. {@link #act} decides with what was learned so far and learns nothing; training asks
 * {@link #explore} and tells {@link #observe}. One thread at a time.
 */
public interface Learner extends Agent {
    /** The action to try while learning: one of the action set that the mask allows. */
    int explore(Observation observation, ActionMask mask);

    /**
     * Learns from a step, now or after some more of them. Steps are told in order, each once.
     *
     * @throws DivergedException when what is learned is no longer finite
     */
    void observe(Transition transition);

    /**
     * Learns from a teacher's steps before it tries any of its own: clones the behaviour, or values what was seen.
     *
     * @param steps in order
     */
    void warmStart(List<Transition> steps);

    /**
     * How good a policy is that it might keep, from what it cost on validation requests; less is better.
     *
     * @param costJoules mean cost of a request
     * @param missedPercent deadlines missed
     * @param energyJoules mean energy of a request
     */
    default double score(double costJoules, double missedPercent, double energyJoules) {
        return costJoules;
    }

    /**
     * Figures of the learning since the last call, or since {@link #load}: losses, entropy. They are for people: reading
     * them draws no chance and changes nothing that is learned. Training reads them before it saves, so what they are made
     * of need not be kept; {@link FigureMeans} has the means of those that come up often.
     *
     * @return by name, always the same names: lower-case letters, digits and underscores, with the unit where there is one,
     *     and none that training has figures of its own by (see {@code figures.csv}); {@code NaN} where there is nothing
     *     to say
     */
    Map<String, Double> figures();

    /**
     * Puts all that {@link #load} needs to go on exactly: weights, optimiser, buffer, random state. The arrays
     * {@code trainer}, {@code curve} and those that begin with {@code figures.} are the training's own.
     */
    void save(ArrayStore store);

    /** Takes what {@link #save} put; a learner of the same context and options. */
    void load(ArrayStore store);
}
