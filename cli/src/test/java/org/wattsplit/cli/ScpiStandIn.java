package org.wattsplit.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** A power meter that speaks SCPI, on a free port of loopback, as well or as badly as it is told to. */
final class ScpiStandIn implements AutoCloseable {
    /** What it answers. */
    enum Mood {
        /** Watts. */
        WELL,
        /** Nothing at all. */
        SILENT,
        /** No number. */
        RUBBISH
    }

    private final ServerSocket server;
    private final AtomicInteger readings = new AtomicInteger();
    private final DoubleSupplier watts;
    private volatile Mood mood = Mood.WELL;

    ScpiStandIn() {
        this(() -> 2.5);
    }

    /**
     * A meter of a device.
     *
     * @param watts what that draws, asked for at each reading
     */
    ScpiStandIn(DoubleSupplier watts) {
        this.watts = watts;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                daemon(() -> answer(socket));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    void set(Mood other) {
        mood = other;
    }

    /** How often it has told its watts. */
    int readings() {
        return readings.get();
    }

    private void answer(Socket socket) throws IOException {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (mood != Mood.SILENT) {
                    String answer = line.equals("*IDN?") ? "Stand-in" : mood == Mood.WELL ? watts() : "+9.91E+37,#!";
                    socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }

    /** It moves, as a meter's does: one that stands still has stalled. */
    private String watts() {
        return String.format(Locale.ROOT, "%.3f", watts.getAsDouble() + readings.incrementAndGet() % 10 / 1000.0);
    }

    /** What may end by the other side's leaving. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The other side left, or the port was closed.
                        return;
                    }
                },
                "scpi");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
