package org.wattsplit.testbed.power;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Failures;

/**
 * An instrument that speaks SCPI over TCP or at a character device, one line for a query and one for its answer. After any failure the connection is
 * closed, so that a late answer is not taken for that of the next query; the next reading connects again.
 */
final class ScpiMeter implements PowerMeter {
    private static final int LONGEST_LINE = 256;

    private final MeterSpec.Scpi spec;
    private final int timeoutMillis;
    private final LongSupplier nanoTime;
    private final MeterInfo info;
    private @Nullable Connection connection;

    /** @throws MeterException when the instrument doesn't answer */
    ScpiMeter(MeterSpec.Scpi spec, Duration timeout, LongSupplier nanoTime) {
        this.spec = spec;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
        this.nanoTime = nanoTime;
        Connection first = connect();
        this.connection = first;
        this.info = MeterInfo.ofPower(
                "scpi", spec.covers() + ", by " + first.identity, spec.resolutionW(), spec.periodMs());
    }

    private Connection connect() {
        try {
            return new Connection(spec, timeoutMillis);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public MeterInfo info() {
        return info;
    }

    @Override
    public Reading read() {
        Connection open = connection == null ? connect() : connection;
        connection = open;
        try {
            long begin = nanoTime.getAsLong();
            String answer = open.ask(spec.query());
            return Reading.since(begin, nanoTime, Figures.watts("the answer to " + spec.query(), answer));
        } catch (IOException e) {
            close();
            throw failed(e);
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private MeterException failed(IOException e) {
        String place = spec.device() == null
                ? spec.host() + ":" + spec.port()
                : spec.device().toString();
        return new MeterException("meter scpi at " + place + ": " + Failures.reason(e), e);
    }

    private static final class Connection {
        final String identity;
        private final int timeoutMillis;
        private final ScpiLink link;

        Connection(MeterSpec.Scpi spec, int timeoutMillis) throws IOException {
            this.timeoutMillis = timeoutMillis;
            this.link = spec.device() == null
                    ? new ScpiLink.Tcp(
                            Objects.requireNonNull(spec.host()), Objects.requireNonNull(spec.port()), timeoutMillis)
                    : ScpiDevice.open(spec.device());
            try {
                for (String command : spec.setup()) {
                    send(command);
                }
                // Its answer also says that the commands before were read.
                identity = ask("*IDN?");
                if (Figures.isNumber(identity)) {
                    throw new IOException(
                            "the instrument answered " + identity + " to *IDN?, late to what was asked" + " before");
                }
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        String ask(String query) throws IOException {
            if (link.isPending()) {
                throw new IOException("the instrument said something unasked");
            }
            send(query);
            return line(query);
        }

        private void send(String line) throws IOException {
            try {
                link.send((line + "\n").getBytes(StandardCharsets.US_ASCII), timeoutMillis);
            } catch (SocketTimeoutException e) {
                throw new IOException(line + " wasn't taken within " + timeoutMillis + " ms", e);
            }
        }

        private String line(String query) throws IOException {
            long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
            StringBuilder line = new StringBuilder();
            for (int next = next(query, deadline); next != '\n'; next = next(query, deadline)) {
                if (line.length() == LONGEST_LINE) {
                    throw new IOException("the answer to " + query + " is longer than " + LONGEST_LINE + " characters");
                }
                line.append((char) next);
            }
            return line.toString().strip();
        }

        private int next(String query, long deadline) throws IOException {
            // The time limit of a link is one of each read, and this one of the line.
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException("no whole answer to " + query + " within " + timeoutMillis + " ms");
            }
            int next;
            try {
                next = link.next((int) left);
            } catch (SocketTimeoutException e) {
                throw new IOException("no whole answer to " + query + " within " + timeoutMillis + " ms", e);
            }
            if (next < 0) {
                throw new IOException("the connection ended before the answer to " + query);
            }
            return next;
        }

        void close() {
            try {
                link.close();
            } catch (IOException e) {
                throw new MeterException("cannot close the connection: " + e.getMessage(), e);
            }
        }
    }
}
