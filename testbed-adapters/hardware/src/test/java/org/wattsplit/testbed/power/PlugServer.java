package org.wattsplit.testbed.power;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plug on loopback that answers what it is told to. */
final class PlugServer implements AutoCloseable {
    static {
        // It sends an answer's head and body apart, and would wait for the client to confirm the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The path and query of the last request. */
    volatile String asked = "";

    /** The answer to each request but those below. */
    volatile String body;

    volatile int status = 200;
    /** Answers break off in the middle. */
    volatile boolean stall;
    /** Answers of their own, by path and query; an empty one stands for an address that there is none of. */
    final Map<String, String> answers = new ConcurrentHashMap<>();
    /** Says by a request's headers what to ask for before it is answered; null for nothing. */
    volatile Function<HttpExchange, @Nullable String> guard = exchange -> null;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;

    PlugServer(String body) {
        this.body = body;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestURI().toString();
        String challenge = guard.apply(exchange);
        if (challenge != null) {
            Headers headers = exchange.getResponseHeaders();
            headers.add("WWW-Authenticate", challenge);
            send(exchange, 401, "401: Unauthorized");
        } else {
            String own = answers.getOrDefault(asked, body);
            boolean there = !own.isEmpty() || !answers.containsKey(asked);
            send(exchange, there ? status : 404, there ? own : "Not Found");
        }
    }

    private void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (stall) {
                out.write(bytes, 0, bytes.length / 2);
                out.flush();
                over.await();
            } else if (bytes.length > 0) {
                out.write(bytes);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
