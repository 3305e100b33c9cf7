package org.wattsplit.study.search;

import java.util.List;
import java.util.Locale;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ObjectiveBounds;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.search.SearchListener;
import org.wattsplit.study.job.Progress;

/** Progress of searches, with the front so far and its hypervolume between the bounds of what was evaluated so far. */
public final class SearchProgress implements SearchListener, AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final List<Objective> objectives;
    private final Progress progress;
    private int before;
    private int current;
    private long lastNanos = System.nanoTime();

    /** Progress of so many searches of so many evaluations each. */
    public SearchProgress(Progress.Display display, List<Objective> objectives, int evaluations, int searches) {
        this.objectives = List.copyOf(objectives);
        progress = display.begin("searching", (long) evaluations * searches);
    }

    @Override
    public void onEvaluated(List<Evaluated> soFar) {
        current = soFar.size();
        if (System.nanoTime() - lastNanos > PAUSE_NANOS) {
            lastNanos = System.nanoTime();
            double[][] all = ParetoSet.vectors(objectives, soFar);
            double[][] front = ParetoSet.vectors(objectives, ParetoSet.front(objectives, soFar));
            progress.note(String.format(
                    Locale.ROOT,
                    "front %d, hypervolume %.4f",
                    front.length,
                    ObjectiveBounds.of(objectives, all).hypervolume(front)));
        }
        progress.reached(before + current);
    }

    /** A search has ended; the next begins. */
    public void finished() {
        before += current;
        current = 0;
    }

    @Override
    public void close() {
        progress.close();
    }
}
