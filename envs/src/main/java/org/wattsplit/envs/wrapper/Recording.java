package org.wattsplit.envs.wrapper;

import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/** Adds up episodes. Run logs, which keep every request, are written by experiments; this is for one's own loops. */
public final class Recording extends Wrapper {
    private final List<Episode> episodes = new ArrayList<>();
    private int steps;
    private double costJoules;
    private double energyJoules;
    private int missed;

    /**
     * An episode that ended.
     *
     * @param steps requests that were served
     * @param costJoules sum of their costs, minus the rewards
     * @param energyJoules sum of their energies
     * @param missed deadlines that were missed
     */
    public record Episode(int steps, double costJoules, double energyJoules, int missed) {}

    /** Around an environment. */
    public Recording(Environment inner) {
        super(inner);
    }

    /** The episodes that ended, in order; one that a reset cut off is not among them. */
    public List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    @Override
    public Reset reset(long seed, ResetOptions options) {
        steps = 0;
        costJoules = 0;
        energyJoules = 0;
        missed = 0;
        return super.reset(seed, options);
    }

    @Override
    public Step step(int action) {
        Step step = super.step(action);
        steps++;
        costJoules -= step.reward();
        energyJoules += step.info().reward().energyJoules();
        missed += step.info().missed() ? 1 : 0;
        if (step.done()) {
            episodes.add(new Episode(steps, costJoules, energyJoules, missed));
        }
        return step;
    }
}
