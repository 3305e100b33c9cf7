package org.wattsplit.study.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.objective.Objective;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.pareto.ParetoSet;
import org.wattsplit.framework.search.FrontQuality;
import org.wattsplit.framework.search.SearchListener;
import org.wattsplit.study.job.Progress;

/**
 * Progress of searches, with the size of the front so far and, where the true front is known, its hypervolume over that one's:
 * a share that never falls.
 */
public final class SearchProgress implements SearchListener, AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final List<Objective> objectives;
    private final @Nullable FrontQuality judge;
    private final Progress progress;
    private int before;
    private int current;
    private long lastNanos = System.nanoTime();

    /**
     * Progress of so many searches of so many evaluations each.
     *
     * @param judge knows the true front; null where nobody does
     */
    public SearchProgress(
            Progress.Display display,
            List<Objective> objectives,
            @Nullable FrontQuality judge,
            int evaluations,
            int searches) {
        this.objectives = List.copyOf(objectives);
        this.judge = judge;
        progress = display.begin("searching", (long) evaluations * searches);
    }

    @Override
    public void onEvaluated(List<Evaluated> soFar) {
        current = soFar.size();
        if (System.nanoTime() - lastNanos > PAUSE_NANOS) {
            lastNanos = System.nanoTime();
            List<Evaluated> front = ParetoSet.front(objectives, soFar);
            progress.note(
                    judge == null
                            ? "front " + front.size()
                            : String.format(
                                    Locale.ROOT,
                                    "front %d, hypervolume %.4f of the true front's",
                                    front.size(),
                                    judge.hypervolumeRatio(front)));
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
