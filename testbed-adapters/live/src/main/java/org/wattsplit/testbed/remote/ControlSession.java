package org.wattsplit.testbed.remote;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.framework.testbed.TestbedFactory;
import org.wattsplit.testbed.remote.protocol.Answer;
import org.wattsplit.testbed.remote.protocol.Command;
import org.wattsplit.testbed.remote.protocol.Execute;
import org.wattsplit.testbed.remote.protocol.Failure;
import org.wattsplit.testbed.remote.protocol.Reset;

/**
 * One controller and the testbed that it has. A thread of the session's own does all that the testbed is asked for, closing it
 * included.
 */
final class ControlSession implements StreamObserver<Command> {
    private final String peer;
    private final ServerCallStreamObserver<Answer> answers;
    private final ConfigurationSpace space;
    private final IntFunction<TestbedFactory> testbeds;
    private final BiConsumer<ControlSession, String> ended;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "edge-control");
        thread.setDaemon(true);
        return thread;
    });

    /** The worker's alone. */
    private @Nullable Testbed testbed;

    private int requests;
    private final DoubleStream.Builder switchMillis = DoubleStream.builder();

    private final Object lock = new Object();
    /** Guarded by the lock: whether the controller has left. */
    private boolean left;
    /** Guarded by the lock: the worker while it only waits for time to pass, which is all that may be interrupted. */
    private @Nullable Thread waiting;

    /**
     * A session, which has yet to begin.
     *
     * @param peer where the controller is
     * @param ended told in words what there was, once the testbed is closed
     */
    ControlSession(
            String peer,
            ServerCallStreamObserver<Answer> answers,
            ConfigurationSpace space,
            IntFunction<TestbedFactory> testbeds,
            BiConsumer<ControlSession, String> ended) {
        this.peer = peer;
        this.answers = answers;
        this.space = space;
        this.testbeds = testbeds;
        this.ended = ended;
    }

    String peer() {
        return peer;
    }

    /** Takes commands; to be called before the call of the service returns. */
    void begin() {
        answers.disableAutoRequest();
        answers.setOnCancelHandler(() -> leave(Status.CANCELLED));
        answers.request(1);
    }

    @Override
    public void onNext(Command command) {
        synchronized (lock) {
            if (!left) {
                worker.execute(() -> answer(command));
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        leave(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        leave(Status.OK);
    }

    /** Ends the session after the command under way. A second call does nothing. */
    void leave(Status status) {
        synchronized (lock) {
            if (left) {
                return;
            }
            left = true;
            if (waiting != null) {
                waiting.interrupt();
            }
            worker.execute(() -> end(status));
            worker.shutdown();
        }
    }

    /** Waits until the testbed is closed, but not longer than that. */
    void awaitEnd(Duration most) throws InterruptedException {
        worker.awaitTermination(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void end(Status status) {
        Status last = status;
        String words = putBack();
        if (!words.isEmpty()) {
            last = Status.INTERNAL.withDescription(words);
        }
        double[] millis = switchMillis.build().toArray();
        ended.accept(
                this,
                String.format(
                        Locale.ROOT,
                        "%d requests, %d changes of the hardware setting%s; %s",
                        requests,
                        millis.length,
                        millis.length == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", %.2f ms each in the median",
                                        Median.withDefaults().evaluate(millis)),
                        words.isEmpty() ? "the testbed is closed" : words));
        if (last.isOk()) {
            answers.onCompleted();
        } else {
            answers.onError(last.asRuntimeException());
        }
    }

    /** Closes the testbed, if there is one, and says what went wrong. */
    private String putBack() {
        Testbed open = testbed;
        testbed = null;
        try {
            if (open != null) {
                open.close();
            }
            return "";
        } catch (RuntimeException | Error e) {
            // Whatever it was, the device must be free for the next controller.
            return "the testbed did not close: " + e.getMessage();
        }
    }

    private void answer(Command command) {
        Answer.Builder answer = Answer.newBuilder();
        try {
            Outcome outcome = perform(command);
            if (outcome != null) {
                answer.setOutcome(Messages.outcome(outcome));
            }
            Testbed now = opened();
            answer.putAllSetting(space.setting(now.settingIndex()).byKnob())
                    .putAllConditions(Messages.conditions(now.conditions()));
        } catch (TestbedException e) {
            String message = String.valueOf(e.getMessage()).replaceFirst("^\\Q" + e.part() + "\\E: ", "");
            answer.clear().setFailure(failure(e.part(), e.retryCanHelp(), message));
        } catch (InputException e) {
            answer.clear().setFailure(failure("", false, String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            // A library that lacks on the device is an Error; without an answer the controller would wait for long.
            answer.clear().setFailure(failure("edge", false, e.toString()));
        }
        answers.onNext(answer.build());
        answers.request(1);
    }

    private static Failure failure(String part, boolean retryCanHelp, String message) {
        return Failure.newBuilder()
                .setPart(part)
                .setRetryCanHelp(retryCanHelp)
                .setMessage(message)
                .build();
    }

    private Testbed opened() {
        if (testbed == null) {
            throw InputException.of("the first command", "a reset", "another");
        }
        return testbed;
    }

    private @Nullable Outcome perform(Command command) {
        switch (command.getCommandCase()) {
            case RESET -> reset(command.getReset());
            case ADVANCE -> advance(opened(), command.getAdvance().getTimeMs());
            case EXECUTE -> {
                return execute(opened(), command.getExecute());
            }
            case COMMAND_NOT_SET -> throw InputException.of("the command", "one that this agent knows", "another");
        }
        return null;
    }

    /** Another session of the testbed, once the one before it has put the hardware back. */
    private void reset(Reset reset) {
        int wanted = space.setting(reset.getSettingMap()).index();
        Testbed before = testbed;
        testbed = null;
        if (before != null) {
            before.close();
        }
        testbed = testbeds.apply(wanted).open(reset.getSeed());
    }

    private void advance(Testbed open, double timeMillis) {
        synchronized (lock) {
            if (left) {
                return;
            }
            waiting = Thread.currentThread();
        }
        try {
            if (open instanceof RealTimeTestbed real) {
                real.awaitTime(timeMillis);
            } else if (open instanceof SimulatedTestbed simulated) {
                simulated.advanceTo(timeMillis);
            }
        } finally {
            synchronized (lock) {
                waiting = null;
                // The testbed has yet to be closed, which an interrupt would disturb.
                Thread.interrupted();
            }
        }
    }

    private Outcome execute(Testbed open, Execute execute) {
        Configuration configuration = space.configuration(execute.getValuesMap());
        Request request =
                new Request(execute.getId(), execute.getModel(), execute.getArrivalMs(), execute.getDeadlineMs());
        int before = open.settingIndex();
        if (open instanceof RealTimeTestbed real) {
            real.onDecision(execute.getDecisionNs());
            if (execute.getLast()) {
                real.onLast();
            }
        }
        Outcome outcome = open.execute(request, configuration);
        requests++;
        if (open.settingIndex() != before) {
            outcome.latencyMillis(LatencyPart.RECONFIGURATION).ifPresent(switchMillis::add);
        }
        return outcome;
    }
}
