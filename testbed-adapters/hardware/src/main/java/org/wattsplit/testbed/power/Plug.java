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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Failures;

/** A smart plug that tells of itself in JSON, by HTTP. For one thread. */
final class Plug {
    private static final int MOST_BYTES = 64 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final int UNAUTHORISED = 401;
    private static final int NOT_FOUND = 404;

    private final String kind;
    private final PlugLogin login;
    private final String secretQuery;
    private final Duration timeout;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param kind of the meter, for messages
     * @param login how it is told who asks
     * @param secretQuery what is added to each address and is in no message; empty for nothing
     * @param timeout of a whole exchange
     */
    Plug(String kind, PlugLogin login, String secretQuery, Duration timeout) {
        this.kind = kind;
        this.login = login;
        this.secretQuery = secretQuery;
        this.timeout = timeout;
    }

    /** What it says at an address, which is a URI. */
    JsonNode ask(String url) {
        return ask(url, List.of(OK)).orElseThrow();
    }

    /** The same; empty where it has no such address. */
    Optional<JsonNode> find(String url) {
        return ask(url, List.of(OK, NOT_FOUND));
    }

    private Optional<JsonNode> ask(String url, List<Integer> statuses) {
        HttpResponse<byte[]> response = send(url);
        if (response.statusCode() == UNAUTHORISED
                && login.isAskedBy(response.headers().allValues("www-authenticate"))) {
            response = send(url);
        }
        if (response.statusCode() == UNAUTHORISED) {
            throw refused("the status of " + url, "200", UNAUTHORISED);
        }
        if (!statuses.contains(response.statusCode())) {
            throw Figures.expected("the status of " + url, "200", response.statusCode());
        }
        return response.statusCode() == OK ? Optional.of(json(url, response.body())) : Optional.empty();
    }

    private JsonNode json(String url, byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new MeterException("Expected " + url + " to be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw failed(url, Failures.reason(e), e);
        }
    }

    private HttpResponse<byte[]> send(String url) {
        URI uri = URI.create(url + secretQuery);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        login.authorization(pathOf(uri)).ifPresent(value -> request.header("authorization", value));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), ignored -> new BoundedBody());
        try {
            // Of the whole exchange: a request's own time limit ends with the headers.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new MeterException(
                    "meter " + kind + ": no answer of " + url + " within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw failed(
                    url, e.getCause() instanceof IOException cause ? reason(cause) : String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeterException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String pathOf(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private MeterException failed(String url, String reason, Exception cause) {
        return new MeterException("meter " + kind + " at " + url + ": " + reason, cause);
    }

    /** The failure of one that wants a password, or another one. */
    static MeterException refused(String name, String rule, Object given) {
        return Figures.expected(
                name,
                rule,
                given,
                ": it asks for a password" + System.lineSeparator()
                        + "Maybe name the file that holds it as password_file, or see that user and password are right");
    }

    /** The failure of one that is off: what its switch lets through says nothing of the device. */
    static MeterException off(String name, String rule, Object given) {
        return Figures.expected(
                name,
                rule,
                given,
                ": the plug is switched off" + System.lineSeparator()
                        + "Maybe switch it on, and see that channel is the device's");
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
