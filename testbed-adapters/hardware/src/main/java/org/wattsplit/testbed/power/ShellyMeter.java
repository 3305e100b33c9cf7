package org.wattsplit.testbed.power;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Failures;

/** A Shelly plug by HTTP: {@code apower} of a switch of the second generation, {@code power} of a meter of the first. */
final class ShellyMeter extends TimedMeter {
    private static final int MOST_BYTES = 64 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MeterSpec.Shelly spec;
    private final URI uri;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @throws MeterException when the plug doesn't tell a power */
    ShellyMeter(MeterSpec.Shelly spec, Duration timeout, LongSupplier nanoTime) {
        super(
                MeterInfo.ofPower("shelly", spec.covers(), spec.generation() == 1 ? 0.01 : 0.1, spec.periodMs()),
                nanoTime);
        this.spec = spec;
        this.timeout = timeout;
        this.uri = URI.create(spec.url()
                + (spec.generation() == 1 ? "/meter/" + spec.channel() : "/rpc/Switch.GetStatus?id=" + spec.channel()));
        read();
    }

    @Override
    double value(long beginNanos) {
        JsonNode status = status(uri);
        return spec.generation() == 1 ? first(status) : second(status);
    }

    private double first(JsonNode status) {
        if (!status.path("is_valid").asBoolean()) {
            throw Figures.expected("is_valid of " + uri, "true", status.path("is_valid"));
        }
        double watts = watts(status, "power");
        if (watts == 0) {
            // Its meter doesn't say whether the relay beside it is on.
            URI relay = URI.create(spec.url() + "/relay/" + spec.channel());
            requireOn(relay, status(relay), "ison");
        }
        return watts;
    }

    private double second(JsonNode status) {
        JsonNode errors = status.path("errors");
        if (!errors.isMissingNode() && !errors.isNull() && !(errors.isArray() && errors.isEmpty())) {
            throw Figures.expected("errors of " + uri, "none", errors);
        }
        requireOn(uri, status, "output");
        return watts(status, "apower");
    }

    /** What a relay that is off lets through says nothing of the device. */
    private static void requireOn(URI source, JsonNode status, String field) {
        JsonNode on = status.path(field);
        if (!on.isMissingNode() && !(on.isBoolean() && on.asBoolean())) {
            throw new MeterException(
                    "Expected " + field + " of " + source + " to be true, given " + on + ": the plug is switched off"
                            + System.lineSeparator() + "Maybe switch it on, and see that channel is the device's");
        }
    }

    private double watts(JsonNode status, String field) {
        JsonNode watts = status.path(field);
        if (!watts.isNumber()) {
            throw Figures.expected(field + " of " + uri, "a number of watts", watts.isMissingNode() ? "none" : watts);
        }
        return Figures.watts(field + " of " + uri, watts.asDouble());
    }

    private JsonNode status(URI uri) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), ignored -> new BoundedBody());
        try {
            // Of the whole exchange: a request's own time limit ends with the headers.
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw Figures.expected("the status of " + uri, "200", response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (TimeoutException e) {
            throw new MeterException("meter shelly: no answer of " + uri + " within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw failed(
                    uri, e.getCause() instanceof IOException cause ? reason(cause) : String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeterException("interrupted", e);
        } catch (JsonProcessingException e) {
            throw new MeterException("Expected " + uri + " to be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw failed(uri, Failures.reason(e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private static MeterException failed(URI uri, String reason, Exception cause) {
        return new MeterException("meter shelly at " + uri + ": " + reason, cause);
    }

    /** Of a connection that fails, the client gives no words. */
    private static String reason(IOException failure) {
        if (!(failure instanceof ConnectException) || failure.getMessage() != null) {
            return Failures.reason(failure);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "Unknown host";
            }
        }
        return "Connection refused";
    }

    /** A body that breaks off when it is too long. */
    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> body = HttpResponse.BodySubscribers.ofByteArray();
        private Flow.@Nullable Subscription subscription;
        private long bytes;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            body.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (bytes <= MOST_BYTES) {
                body.onNext(buffers);
            } else if (subscription != null) {
                subscription.cancel();
                body.onError(new IOException("the answer is longer than " + MOST_BYTES + " bytes"));
            }
        }

        @Override
        public void onError(Throwable cause) {
            body.onError(cause);
        }

        @Override
        public void onComplete() {
            body.onComplete();
        }
    }
}
