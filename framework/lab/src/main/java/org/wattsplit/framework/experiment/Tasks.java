package org.wattsplit.framework.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Runs tasks that do not depend on each other, some at a time. */
public final class Tasks {
    private static final long MOST_SECONDS_TO_END = 60;

    private Tasks() {}

    /** {@link #run(int, List, IntConsumer)} without telling anybody. */
    public static <T> List<T> run(int threads, List<? extends Callable<T>> tasks) {
        return run(threads, tasks, complete -> {});
    }

    /**
     * Runs tasks, and returns their results in the tasks' order. A failure is thrown once all tasks before it have ended;
     * then those under way are interrupted, and no other is begun.
     *
     * @param threads tasks at a time, at least 1
     * @param progress told, by this thread, how many of the first tasks have all ended, after each of them
     * @throws RuntimeException what the first of the failed tasks threw; {@link IllegalStateException} around anything
     *     else, and where this thread is interrupted
     */
    public static <T> List<T> run(int threads, List<? extends Callable<T>> tasks, IntConsumer progress) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(executor.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
                progress.accept(results.size());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
            awaitEnd(executor);
        }
    }

    /** What is under way may still write; whoever has the right to write lets go of it after that. */
    private static void awaitEnd(ExecutorService executor) {
        // Whoever interrupted this thread is heard afterwards: a wait would not even begin.
        boolean interrupted = Thread.interrupted();
        try {
            executor.awaitTermination(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
