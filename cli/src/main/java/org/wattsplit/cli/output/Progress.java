package org.wattsplit.cli.output;

import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error that shows itself when a job takes more than two seconds. Thread-safe. */
public final class Progress implements IntConsumer, AutoCloseable {
    private static final long QUIET_NANOS = 2_000_000_000L;

    private final String task;
    private final long total;
    private final long startNanos = System.nanoTime();
    private @Nullable ProgressBar bar;

    /** Progress of a task of that many steps. */
    public Progress(String task, long total) {
        this.task = task;
        this.total = total;
    }

    @Override
    public synchronized void accept(int done) {
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

    /** Shows a few words behind the bar from now on. */
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
