package org.wattsplit.testbed.cloud;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.protocol.InferTensorContents;
import org.wattsplit.testbed.protocol.ModelInferRequest;
import org.wattsplit.testbed.protocol.ModelInferResponse;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/** One inference of a client: an attempt, and perhaps a second. */
final class InferCall {
    /** gRPC's flag and length before a message. */
    private static final int PREFIX_BYTES = 5;

    private static final int MOST_ATTEMPTS = 2;

    private final CloudClient client;
    private final String model;
    private final RawMessage<ModelInferRequest> request;
    private final long beginNanos = System.nanoTime();
    private final long deadlineNanos;
    private final CompletableFuture<CloudAnswer> result = new CompletableFuture<>() {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            ClientCall<?, ?> call = current;
            if (cancelled && call != null) {
                call.cancel("the caller no longer waits", null);
            }
            return cancelled;
        }
    };
    private volatile @Nullable ClientCall<?, ?> current;

    InferCall(CloudClient client, String model, RawMessage<ModelInferRequest> request, Duration deadline) {
        this.client = client;
        this.model = model;
        this.request = request;
        this.deadlineNanos = beginNanos + deadline.toNanos();
    }

    CompletableFuture<CloudAnswer> begin() {
        attempt(1);
        return result;
    }

    private long leftNanos() {
        return deadlineNanos - System.nanoTime();
    }

    private void attempt(int number) {
        ClientCall<RawMessage<ModelInferRequest>, RawMessage<ModelInferResponse>> call = client.channel()
                .newCall(
                        client.method(),
                        CallOptions.DEFAULT.withDeadlineAfter(Math.max(leftNanos(), 0), TimeUnit.NANOSECONDS));
        current = call;
        if (result.isDone()) {
            return;
        }
        call.start(new Listener(number), new Metadata());
        try {
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
        } catch (RuntimeException e) {
            call.cancel("the request could not be sent", e);
        }
    }

    private final class Listener extends ClientCall.Listener<RawMessage<ModelInferResponse>> {
        private final int number;
        private @Nullable RawMessage<ModelInferResponse> response;

        Listener(int number) {
            this.number = number;
        }

        @Override
        public void onMessage(RawMessage<ModelInferResponse> message) {
            response = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk() && response != null) {
                complete(response, number);
            } else if (status.getCode() == Status.Code.UNAVAILABLE && mayRetry()) {
                CompletableFuture.delayedExecutor(CloudClient.PAUSE.toNanos(), TimeUnit.NANOSECONDS)
                        .execute(() -> attempt(number + 1));
            } else {
                String attempts = number == 1 ? "" : ", attempt " + number;
                Status ended = status.isOk() ? Status.INTERNAL.withDescription("an answer without a message") : status;
                result.completeExceptionally(client.failure("model " + model + attempts, ended));
            }
        }

        private boolean mayRetry() {
            return client.options().retryInference()
                    && number < MOST_ATTEMPTS
                    && !result.isDone()
                    && leftNanos() > CloudClient.PAUSE.toNanos();
        }
    }

    private void complete(RawMessage<ModelInferResponse> response, int attempts) {
        try {
            double millis = (System.nanoTime() - beginNanos) / 1e6;
            result.complete(new CloudAnswer(
                    outputs(response),
                    trace(response, millis),
                    client.sentBytes(request) + PREFIX_BYTES,
                    client.receivedBytes(response) + PREFIX_BYTES,
                    millis,
                    attempts));
        } catch (IllegalArgumentException | InputException e) {
            result.completeExceptionally(new TestbedException(
                    "cloud", false, "model " + model + ": an answer that cannot be read: " + e.getMessage()));
        }
    }

    /** What the server says of its time, which is a part of the call's, but for what two clocks differ by. */
    private static Optional<CloudTrace> trace(RawMessage<ModelInferResponse> response, double callMillis) {
        Optional<CloudTrace> trace = CloudTrace.in(response.head().getParametersMap());
        double most = callMillis * 1.01 + 1;
        trace.ifPresent(said -> InputException.require(
                said.millis() <= most,
                "the time at the server",
                "at most that of the call, " + callMillis + " ms",
                said.millis()));
        return trace;
    }

    private static Map<String, Tensor> outputs(RawMessage<ModelInferResponse> response) {
        List<ModelInferResponse.InferOutputTensor> heads = response.head().getOutputsList();
        List<ByteBuffer> raw = response.contents();
        if (!raw.isEmpty() && raw.size() != heads.size()) {
            throw InputException.of(
                    "the raw output contents", "one for each of " + heads.size() + " outputs", raw.size());
        }
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < heads.size(); i++) {
            ModelInferResponse.InferOutputTensor head = heads.get(i);
            if (!head.getDatatype().equals("FP32")) {
                throw InputException.of("the datatype of output " + head.getName(), "FP32", head.getDatatype());
            }
            Shape shape = new Shape(head.getShapeList());
            outputs.put(
                    head.getName(), raw.isEmpty() ? typed(shape, head.getContents()) : Tensor.of(shape, raw.get(i)));
        }
        return outputs;
    }

    private static Tensor typed(Shape shape, InferTensorContents contents) {
        float[] elements = new float[contents.getFp32ContentsCount()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = contents.getFp32Contents(i);
        }
        return Tensor.of(shape, elements);
    }
}
