package org.wattsplit.cli.output;

import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.job.Progress;

/** A progress bar on standard error that shows itself when a job takes more than two seconds. Thread-safe. */
public final class ShownProgress implements IntConsumer, Progress {
    private static final long QUIET_NANOS = 2_000_000_000L;

    private final String task;
    private final long total;
    private final long startNanos = System.nanoTime();
    private @Nullable ProgressBar bar;

    /** Progress of a task of that many steps. */
    public ShownProgress(String task, long total) {
        this.task = task;
        this.total = total;
    }

    @Override
    public void accept(int done) {
        reached(done);
    }

    @Override
    public synchronized void reached(long done) {
        if (bar == null && System.nanoTime() - startNanos > QUIET_NANOS) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    .build();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public synchronized void note(String words) {
        if (bar != null) {
            bar.setExtraMessage(words);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
