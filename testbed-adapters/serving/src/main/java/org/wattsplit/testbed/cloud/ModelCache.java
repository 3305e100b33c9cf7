package org.wattsplit.testbed.cloud;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * The loaded models, a bounded number. A model is loaded by the first request that wants it while others wait; the one
 * that was used longest ago makes room, once no request uses it. Requests of one model are served one at a time, in the
 * order in which they came. Thread-safe.
 */
final class ModelCache implements AutoCloseable {
    private final ModelRepository repository;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMayBe = lock.newCondition();
    /** In the order of their last use. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    ModelCache(ModelRepository repository, int most) {
        this.repository = repository;
        this.most = most;
    }

    /** A model that is in memory or on the way there. */
    private static final class Entry {
        private final CompletableFuture<HostedModel> model = new CompletableFuture<>();
        private final ReentrantLock turn = new ReentrantLock(true);
        private int users = 1;
    }

    /** A model in use, which stays loaded until this is closed. */
    final class Lease implements AutoCloseable {
        private final String name;
        private final Entry entry;
        private final HostedModel model;

        private Lease(String name, Entry entry, HostedModel model) {
            this.name = name;
            this.entry = entry;
            this.model = model;
        }

        HostedModel model() {
            return model;
        }

        /** Waits until no other request runs the model. */
        void takeTurn(long deadlineNanos) {
            try {
                if (!entry.turn.tryLock(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw late("the wait for the requests before to model " + name);
                }
            } catch (InterruptedException e) {
                throw stopped(e);
            }
        }

        @Override
        public void close() {
            if (entry.turn.isHeldByCurrentThread()) {
                entry.turn.unlock();
            }
            release(entry);
        }
    }

    /**
     * A model, loaded if it is not.
     *
     * @param deadlineNanos when to give up, by {@link System#nanoTime}
     */
    Lease acquire(String name, long deadlineNanos) {
        if (!repository.names().contains(name)) {
            throw Refusal.of(Status.NOT_FOUND, "the model", "one that this server hosts", name);
        }
        List<HostedModel> toClose = new ArrayList<>();
        boolean loads = false;
        Entry entry;
        lock.lock();
        try {
            @Nullable Entry known = reserve(name, deadlineNanos, toClose);
            if (known == null) {
                loads = true;
                entry = new Entry();
                entries.put(name, entry);
            } else {
                entry = known;
                entry.users++;
            }
        } catch (InterruptedException e) {
            throw stopped(e);
        } finally {
            lock.unlock();
            toClose.forEach(HostedModel::close);
        }
        try {
            return new Lease(name, entry, loads ? load(name, entry) : await(name, entry, deadlineNanos));
        } catch (RuntimeException | Error e) {
            release(entry);
            throw e;
        }
    }

    /** The model's entry, or none when there is room for it. */
    private @Nullable Entry reserve(String name, long deadlineNanos, List<HostedModel> toClose)
            throws InterruptedException {
        while (true) {
            if (closed) {
                throw Status.UNAVAILABLE
                        .withDescription("the server is stopping")
                        .asRuntimeException();
            }
            @Nullable Entry known = entries.get(name);
            if (known != null) {
                return known;
            }
            if (entries.size() >= most) {
                evictOne(toClose);
            }
            if (entries.size() < most) {
                return null;
            }
            if (roomMayBe.awaitNanos(deadlineNanos - System.nanoTime()) <= 0) {
                throw late("the wait for one of " + most + " models to be free, for model " + name);
            }
        }
    }

    private void evictOne(List<HostedModel> toClose) {
        for (Iterator<Entry> each = entries.values().iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.users == 0) {
                each.remove();
                toClose.add(entry.model.join());
                return;
            }
        }
    }

    private HostedModel load(String name, Entry entry) {
        try {
            HostedModel model = repository.open(name);
            entry.model.complete(model);
            return model;
        } catch (RuntimeException | Error e) {
            lock.lock();
            try {
                entries.remove(name, entry);
            } finally {
                lock.unlock();
            }
            StatusRuntimeException failure = failed(name, e);
            entry.model.completeExceptionally(failure);
            throw failure;
        }
    }

    private static StatusRuntimeException failed(String name, Throwable e) {
        Status status = e instanceof OutOfMemoryError ? Status.RESOURCE_EXHAUSTED : Status.INTERNAL;
        String why = e instanceof InputException || e instanceof OutOfMemoryError
                ? ""
                : e.getClass().getSimpleName() + " ";
        return status.withDescription("model " + Refusal.shortened(name) + " could not be loaded: " + why
                        + Refusal.shortened(String.valueOf(e.getMessage())))
                .withCause(e)
                .asRuntimeException();
    }

    private static HostedModel await(String name, Entry entry, long deadlineNanos) {
        try {
            return entry.model.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late("the wait for model " + name + " to be loaded");
        } catch (InterruptedException e) {
            throw stopped(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StatusRuntimeException status ? status : new CompletionException(e);
        }
    }

    private static StatusRuntimeException late(String what) {
        return Refusal.of(Status.DEADLINE_EXCEEDED, what, "within the time of a request", "more");
    }

    private static StatusRuntimeException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Status.UNAVAILABLE
                .withDescription("the server is stopping")
                .withCause(e)
                .asRuntimeException();
    }

    private void release(Entry entry) {
        boolean last;
        lock.lock();
        try {
            entry.users--;
            last = closed && entry.users == 0;
            roomMayBe.signalAll();
        } finally {
            lock.unlock();
        }
        if (last && !entry.model.isCompletedExceptionally()) {
            entry.model.join().close();
        }
    }

    /** The number of loaded models. */
    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all models: those in use when their request has ended. */
    @Override
    public void close() {
        List<HostedModel> unused = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (Entry entry : entries.values()) {
                if (entry.users == 0) {
                    unused.add(entry.model.join());
                }
            }
            entries.clear();
            roomMayBe.signalAll();
        } finally {
            lock.unlock();
        }
        unused.forEach(HostedModel::close);
    }
}
