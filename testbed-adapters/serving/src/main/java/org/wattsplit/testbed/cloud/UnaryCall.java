package org.wattsplit.testbed.cloud;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * One call with one request and one answer. Whatever happens ends in a status; a call that takes too long, be it to send its
 * request, is ended by a timer.
 */
final class UnaryCall<Q, A> extends ServerCall.Listener<Incoming<Q>> {
    /** Makes the answer. */
    interface Body<Q, A> {
        /**
         * The answer; throws a {@link StatusRuntimeException} for a refusal.
         *
         * @param deadlineNanos when it is too late, by {@link System#nanoTime}
         */
        A answer(Incoming<Q> request, UnaryCall<Q, A> call, long deadlineNanos);
    }

    private final ServerCall<Incoming<Q>, A> call;
    private final Body<Q, A> body;
    private final Consumer<Status> ended;
    private final Runnable released;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final ScheduledFuture<?> timer;
    private final long deadlineNanos;
    private @Nullable Incoming<Q> request;

    /**
     * Begins to listen to a call.
     *
     * @param ended told of the status, once
     * @param released run when the call is over and nothing computes for it any more
     */
    UnaryCall(
            ServerCall<Incoming<Q>, A> call,
            Body<Q, A> body,
            long mostNanos,
            ScheduledExecutorService timers,
            Consumer<Status> ended,
            Runnable released) {
        this.call = call;
        this.body = body;
        this.ended = ended;
        this.released = released;
        @Nullable Deadline clients = Context.current().getDeadline();
        long nanos = clients == null ? mostNanos : Math.min(mostNanos, clients.timeRemaining(TimeUnit.NANOSECONDS));
        deadlineNanos = System.nanoTime() + nanos;
        timer = timers.schedule(() -> tooLate(mostNanos), mostNanos, TimeUnit.NANOSECONDS);
        call.request(2);
    }

    private void tooLate(long mostNanos) {
        end(Refusal.of(
                        Status.DEADLINE_EXCEEDED,
                        "the time of a request",
                        "at most " + TimeUnit.NANOSECONDS.toMillis(mostNanos) + " ms",
                        "more")
                .getStatus());
    }

    /** Whether nobody waits for the answer any more. */
    boolean isOver() {
        return answered.get() || call.isCancelled();
    }

    @Override
    public void onMessage(Incoming<Q> message) {
        if (request != null) {
            message.release();
            end(Refusal.invalid("the messages of a call", "one", "more").getStatus());
            return;
        }
        request = message;
    }

    @Override
    public void onHalfClose() {
        if (isOver()) {
            return;
        }
        if (request == null) {
            end(Refusal.invalid("the messages of a call", "one", "none").getStatus());
            return;
        }
        try {
            A answer = body.answer(request, this, deadlineNanos);
            if (answered.compareAndSet(false, true)) {
                timer.cancel(false);
                call.sendHeaders(new Metadata());
                call.sendMessage(answer);
                call.close(Status.OK, new Metadata());
                ended.accept(Status.OK);
            }
        } catch (StatusRuntimeException e) {
            end(e.getStatus());
        } catch (InputException e) {
            end(Status.INVALID_ARGUMENT.withDescription(Refusal.shortened(String.valueOf(e.getMessage()))));
        } catch (OutOfMemoryError e) {
            end(Status.RESOURCE_EXHAUSTED.withDescription("no memory is left for this request"));
        } catch (RuntimeException e) {
            end(Status.INTERNAL.withDescription(Refusal.shortened(e.toString())));
        } finally {
            // An answer, which may be made of the request's tensors, is in the transport's buffers now.
            letGo();
        }
    }

    private void letGo() {
        @Nullable Incoming<Q> last = request;
        request = null;
        if (last != null) {
            last.release();
        }
    }

    private void end(Status status) {
        if (answered.compareAndSet(false, true)) {
            timer.cancel(false);
            call.close(status, new Metadata());
            ended.accept(status);
        }
    }

    @Override
    public void onCancel() {
        timer.cancel(false);
        if (answered.compareAndSet(false, true)) {
            ended.accept(Status.CANCELLED);
        }
        letGo();
        released.run();
    }

    @Override
    public void onComplete() {
        letGo();
        released.run();
    }
}
