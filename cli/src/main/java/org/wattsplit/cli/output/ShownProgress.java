package org.wattsplit.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.wattsplit.study.job.Progress;

/**
 * Progress on standard error: a bar on a terminal, which shows itself when a job takes more than two seconds, and elsewhere a
 * line every ten seconds. Thread-safe.
 */
public final class ShownProgress implements Progress {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final long QUIET_NANOS = 2_000_000_000L;
    private static final long LINE_NANOS = 10_000_000_000L;

    private final String task;
    private final long total;
    private final @Nullable PrintWriter lines;
    private final LongSupplier clock;
    private final long startNanos;
    private long lineNanos;
    private String note = "";
    private @Nullable ProgressBar bar;

    /**
     * Progress of a task.
     *
     * @param total its steps
     * @param lines where a line goes every ten seconds; null for a bar on a terminal
     * @param clock nanoseconds, as {@link System#nanoTime} has them
     */
    ShownProgress(String task, long total, @Nullable PrintWriter lines, LongSupplier clock) {
        this.task = task;
        this.total = total;
        this.lines = lines;
        this.clock = clock;
        startNanos = clock.getAsLong();
        lineNanos = startNanos;
    }

    /** Shows tasks to whoever reads standard error, on a terminal or by a writer. */
    public static Progress.Display display(PrintWriter err) {
        boolean terminal = onTerminal();
        return (task, total) -> new ShownProgress(task, total, terminal ? null : err, System::nanoTime);
    }

    /** Where the system does not say what standard error is, it is taken for a terminal. */
    private static boolean onTerminal() {
        try {
            String error = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return error.startsWith("/dev/") && !error.equals("/dev/null");
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
    }

    @Override
    public synchronized void reached(long done) {
        if (lines != null) {
            line(lines, done);
            return;
        }
        if (bar == null && clock.getAsLong() - startNanos > QUIET_NANOS) {
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

    private void line(PrintWriter out, long done) {
        long now = clock.getAsLong();
        if (now - lineNanos >= LINE_NANOS) {
            lineNanos = now;
            out.println(task + ": " + done + " of " + total + " after " + (now - startNanos) / 1_000_000_000 + " s"
                    + (note.isEmpty() ? "" : ", " + note));
            out.flush();
        }
    }

    @Override
    public synchronized void note(String words) {
        note = words;
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
