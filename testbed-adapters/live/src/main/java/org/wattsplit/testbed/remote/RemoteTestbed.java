package org.wattsplit.testbed.remote;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.SecuredGrpc;
import org.wattsplit.testbed.remote.protocol.Advance;
import org.wattsplit.testbed.remote.protocol.Answer;
import org.wattsplit.testbed.remote.protocol.Command;
import org.wattsplit.testbed.remote.protocol.DescribeRequest;
import org.wattsplit.testbed.remote.protocol.Description;
import org.wattsplit.testbed.remote.protocol.EdgeAgentGrpc;
import org.wattsplit.testbed.remote.protocol.Execute;
import org.wattsplit.testbed.remote.protocol.Failure;
import org.wattsplit.testbed.remote.protocol.Reset;

/**
 * A session on the testbed of an {@link EdgeServer} on another machine: it has the device until it is closed. Conditions are
 * as they were at the server's last answer. What a command takes on its way between the two is in no outcome.
 *
 * <p>A lost connection, or an answer that does not come in time, is a {@link TestbedException} of part {@code edge}, after which
 * another session begins anew. One thread at a time.
 */
public final class RemoteTestbed implements RealTimeTestbed {
    /** A day: longer waits are no waits. */
    private static final double LONGEST_MILLIS = 86_400_000;

    private final RemoteOptions options;
    private final String network;
    private final ConfigurationSpace space;
    private final int initialSetting;
    private final ManagedChannel channel;
    private @Nullable Capabilities capabilities;
    private String madeFrom = "";
    private @Nullable Session session;
    private int setting;
    private Conditions conditions = Conditions.NONE;
    private long decisionNanos;
    private boolean last;
    private double timeMillis;

    private RemoteTestbed(RemoteOptions options, String network, ConfigurationSpace space, int initialSetting) {
        this.options = options;
        this.network = network;
        this.space = space;
        this.initialSetting = initialSetting;
        setting = initialSetting;
        channel = SecuredGrpc.channel(options.host(), options.port(), options.security())
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .disableServiceConfigLookUp()
                .build();
    }

    /**
     * What an edge server says of its testbed.
     *
     * @param capabilities what it can do
     * @param madeFrom the checksum of the file that it is made from
     */
    public record Described(Capabilities capabilities, String madeFrom) {}

    /**
     * Asks an edge server what its testbed can do; nobody has the device for that.
     *
     * @param network the network that the server must run
     * @param space the configurations; the server's knobs must be its knobs
     * @throws InputException for options that are not safe, another network and other knobs
     * @throws TestbedException when it could not be asked
     */
    public static Described describe(RemoteOptions options, String network, ConfigurationSpace space) {
        try (RemoteTestbed testbed = new RemoteTestbed(options, network, space, 0)) {
            return new Described(testbed.capabilities(), testbed.madeFrom);
        }
    }

    /**
     * Opens a session: has the device until this is closed.
     *
     * @param network the network that the server must run
     * @param space the configurations; the server's knobs must be its knobs
     * @param initialSetting the number of the hardware setting that it starts at
     * @throws InputException for options that are not safe, another network and other knobs
     * @throws TestbedException when the device could not be had
     */
    public static RemoteTestbed open(
            RemoteOptions options, String network, ConfigurationSpace space, int initialSetting, long seed) {
        RemoteTestbed testbed = of(options, network, space, initialSetting);
        try {
            testbed.start(seed);
            return testbed;
        } catch (RuntimeException | Error e) {
            try {
                testbed.close();
            } catch (RuntimeException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** A testbed that has yet to be started. */
    static RemoteTestbed of(RemoteOptions options, String network, ConfigurationSpace space, int initialSetting) {
        return new RemoteTestbed(options, network, space, initialSetting);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException when the server runs another network or has other knobs
     * @throws TestbedException when it could not be asked
     */
    @Override
    public Capabilities capabilities() {
        if (capabilities == null) {
            Description description;
            try {
                description = EdgeAgentGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(options.slack().toNanos(), TimeUnit.NANOSECONDS)
                        .describe(DescribeRequest.getDefaultInstance());
            } catch (StatusRuntimeException e) {
                throw failure(e.getStatus());
            }
            capabilities = checked(description);
            madeFrom = description.getMadeFrom();
        }
        return capabilities;
    }

    private Capabilities checked(Description description) {
        if (description.getVersion() != Messages.VERSION) {
            throw InputException.of(
                    "the version of the edge server at " + place(),
                    String.valueOf(Messages.VERSION),
                    description.getVersion());
        }
        if (!description.getNetwork().equals(network)) {
            throw InputException.of(
                    "the network of the edge server at " + place(),
                    network + ", that of the data",
                    description.getNetwork());
        }
        try {
            List<Knob> knobs = Messages.knobs(description);
            if (!knobs.equals(space.knobs())) {
                throw InputException.of(
                                "the knobs of the edge server at " + place(), space.knobs() + ", as here", knobs)
                        .maybe("start the edge server on the same data");
            }
            return Messages.capabilities(description, space);
        } catch (IllegalArgumentException e) {
            throw InputException.of(
                    "what the edge server at " + place() + " says of itself", "known", String.valueOf(e.getMessage()));
        }
    }

    private String place() {
        return options.host() + ":" + options.port();
    }

    @Override
    public Conditions conditions() {
        return conditions;
    }

    @Override
    public int settingIndex() {
        return setting;
    }

    @Override
    public void onDecision(long nanos) {
        decisionNanos = nanos;
    }

    @Override
    public void onLast() {
        last = true;
    }

    @Override
    public void awaitTime(double toMillis) {
        Duration wait = millis(Math.max(0, toMillis - timeMillis));
        ask(
                Command.newBuilder()
                        .setAdvance(Advance.newBuilder().setTimeMs(toMillis))
                        .build(),
                wait.plus(options.slack()));
        timeMillis = toMillis;
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (Math.min(millis, LONGEST_MILLIS) * 1e6));
    }

    /** Has the device, and has it at the initial hardware setting. */
    void start(long seed) {
        // Before the device is had: whether it is the right one.
        capabilities();
        if (session == null) {
            // After a lost connection the next one would wait.
            channel.resetConnectBackoff();
            session = new Session();
            EdgeAgentGrpc.newStub(channel).control(session);
        }
        ask(
                Command.newBuilder()
                        .setReset(Reset.newBuilder()
                                .putAllSetting(space.setting(initialSetting).byKnob())
                                .setSeed(seed))
                        .build(),
                options.opening());
        decisionNanos = 0;
        timeMillis = 0;
    }

    @Override
    public Outcome execute(Request request, Configuration configuration) {
        Execute execute = Execute.newBuilder()
                .setId(request.id())
                .setModel(request.model())
                .setArrivalMs(request.arrivalMillis())
                .setDeadlineMs(request.deadlineMillis())
                .putAllValues(configuration.values())
                .setDecisionNs(decisionNanos)
                .setLast(last)
                .build();
        decisionNanos = 0;
        last = false;
        Answer answer = ask(
                Command.newBuilder().setExecute(execute).build(),
                millis(request.deadlineMillis()).plus(options.slack()));
        if (!answer.hasOutcome()) {
            throw new TestbedException("edge", false, place() + ": an answer without an outcome");
        }
        return understood(() -> Messages.outcome(answer.getOutcome()));
    }

    private <T> T understood(Supplier<T> message) {
        try {
            return message.get();
        } catch (IllegalArgumentException | InputException e) {
            throw new TestbedException("edge", false, place() + ": an answer that cannot be: " + e.getMessage());
        }
    }

    private Answer ask(Command command, Duration most) {
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("Expected a session that is open, given one whose device was lost");
        }
        Answer answer;
        try {
            answer = open.ask(command, most);
        } catch (TestbedException e) {
            session = null;
            throw e;
        }
        if (answer.hasFailure()) {
            Failure failure = answer.getFailure();
            if (failure.getPart().isEmpty()) {
                throw new InputException("The edge server at " + place() + ": " + failure.getMessage());
            }
            throw new TestbedException(
                    failure.getPart(), failure.getRetryCanHelp(), place() + ": " + failure.getMessage());
        }
        setting = understood(() -> space.setting(answer.getSettingMap())).index();
        conditions = understood(() -> Messages.conditions(answer.getConditionsMap()));
        return answer;
    }

    private TestbedException failure(Status status) {
        // What the network library adds on further lines is of its own parts.
        String words = status.getDescription() == null
                ? ""
                : ": " + status.getDescription().lines().findFirst().orElse("");
        String why = status.getCause() == null ? "" : " (" + SecuredGrpc.reason(status.getCause()) + ")";
        boolean retryCanHelp = switch (status.getCode()) {
            case UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED, FAILED_PRECONDITION, UNKNOWN -> true;
            default -> false;
        };
        return new TestbedException(
                "edge", retryCanHelp, "the edge server at " + place() + ": " + status.getCode() + words + why);
    }

    /** Lets the device go and waits until its hardware was put back. A second call does nothing. */
    @Override
    public void close() {
        Session open = session;
        session = null;
        try {
            if (open != null) {
                open.leave(options.slack());
            }
        } finally {
            channel.shutdownNow();
            try {
                channel.awaitTermination(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The stream of commands and answers. */
    private final class Session implements ClientResponseObserver<Command, Answer> {
        /** An answer, or the status that the stream ended with. */
        private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

        private @Nullable ClientCallStreamObserver<Command> commands;

        @Override
        public void beforeStart(ClientCallStreamObserver<Command> stream) {
            commands = stream;
        }

        private ClientCallStreamObserver<Command> commands() {
            return Objects.requireNonNull(commands);
        }

        @Override
        public void onNext(Answer answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            answers.add(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            answers.add(Status.OK);
        }

        /** The answer to a command; any failure is that of the stream, which has ended then. */
        Answer ask(Command command, Duration most) {
            commands().onNext(command);
            Object answer = next(most);
            if (answer instanceof Answer given) {
                return given;
            }
            throw answer instanceof Status status && !status.isOk()
                    ? failure(status)
                    : new TestbedException("edge", true, "the edge server at " + place() + " went away");
        }

        private Object next(Duration most) {
            Object answer;
            try {
                answer = answers.poll(most.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                commands().cancel("interrupted", null);
                Thread.currentThread().interrupt();
                throw new TestbedException(
                        "edge", true, "interrupted while it waited for the edge server at " + place());
            }
            if (answer == null) {
                commands().cancel("no answer in time", null);
                throw new TestbedException(
                        "edge",
                        true,
                        "the edge server at " + place() + " gave no answer within " + most.toMillis() + " ms");
            }
            return answer;
        }

        /** Ends the stream, and waits for the server to do so. */
        void leave(Duration most) {
            commands().onCompleted();
            Object answer = next(most);
            if (answer instanceof Status status && !status.isOk()) {
                throw failure(status);
            }
        }
    }
}
