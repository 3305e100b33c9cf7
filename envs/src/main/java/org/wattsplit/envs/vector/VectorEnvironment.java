package org.wattsplit.envs.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;

/**
 * Environments that take their steps together, spread over threads. Each keeps its own chance and meets one thread at a
 * time, so results are those of stepping one after the other, whatever the number of threads. Handing work to another
 * thread takes some microseconds: it pays from some tens of environments on. One calling thread at a time.
 */
public final class VectorEnvironment implements AutoCloseable {
    private final List<Environment> environments;
    private final int threads;
    private final ExecutorService executor;

    /**
     * Over those environments, which it closes.
     *
     * @param environments at least one, each its own
     * @param threads threads that take steps, at least 1, the calling one included
     */
    public VectorEnvironment(List<? extends Environment> environments, int threads) {
        Check.that(!environments.isEmpty(), "a vector environment", "at least one environment", 0);
        Check.that(threads >= 1, "the threads", "at least 1", threads);
        this.environments = List.copyOf(environments);
        this.threads = Math.min(threads, environments.size());
        executor = Executors.newFixedThreadPool(Math.max(1, this.threads - 1), task -> {
            Thread thread = new Thread(task, "vector-environment");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Over those environments, on all processors. */
    public VectorEnvironment(List<? extends Environment> environments) {
        this(environments, Runtime.getRuntime().availableProcessors());
    }

    /** The number of environments. */
    public int size() {
        return environments.size();
    }

    /**
     * Begins an episode in each.
     *
     * @param seeds by environment
     * @param options by environment
     */
    public List<Reset> reset(long[] seeds, List<ResetOptions> options) {
        Check.that(
                seeds.length == size() && options.size() == size(), "seeds and options", "one an environment", size());
        return all(i -> environments.get(i).reset(seeds[i], options.get(i)));
    }

    /** Begins an episode in one, for example where one ended. */
    public Reset reset(int environment, long seed, ResetOptions options) {
        return environments.get(environment).reset(seed, options);
    }

    /**
     * One step of each.
     *
     * @param actions by environment
     * @return the steps by environment
     * @throws IllegalStateException where an episode has ended and was not {@linkplain #reset(int, long, ResetOptions)
     *     begun anew}; the others may have taken their step then
     */
    public List<Step> step(int[] actions) {
        Check.that(actions.length == size(), "the actions", "one an environment, " + size(), actions.length);
        return all(i -> environments.get(i).step(actions[i]));
    }

    /** Results by environment: each thread has neighbours, the calling one the last of them. Waits for all. */
    private <T> List<T> all(IntFunction<T> task) {
        List<FutureTask<List<T>>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int part = thread;
            parts.add(new FutureTask<>(() -> part(part, task)));
        }
        parts.subList(0, threads - 1).forEach(executor::execute);
        parts.get(threads - 1).run();
        List<T> results = new ArrayList<>(size());
        RuntimeException failure = null;
        for (FutureTask<List<T>> part : parts) {
            try {
                results.addAll(result(part));
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    private <T> List<T> part(int part, IntFunction<T> task) {
        int from = (int) ((long) size() * part / threads);
        int to = (int) ((long) size() * (part + 1) / threads);
        List<T> results = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            results.add(task.apply(i));
        }
        return results;
    }

    /** Waits for a part also where this thread is interrupted: environments must not step on behind its back. */
    private static <T> T result(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes the environments; a second call does nothing. */
    @Override
    public void close() {
        executor.shutdownNow();
        environments.forEach(Environment::close);
    }
}
