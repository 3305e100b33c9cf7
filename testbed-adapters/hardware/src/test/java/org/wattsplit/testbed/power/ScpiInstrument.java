package org.wattsplit.testbed.power;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An instrument on loopback that answers as a GPM-8213 does: with CR and LF, and with NAN for what it doesn't know. */
final class ScpiInstrument implements AutoCloseable {
    final List<String> heard = new CopyOnWriteArrayList<>();
    /** The answer to the query of a value, as it is sent; parts between | come with a pause between. */
    volatile String value = "17.688E+00\r\n";

    volatile boolean hangUp;

    private final ServerSocket server;
    private final Thread accepting;

    ScpiInstrument() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting = daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
            // Until it knows, one more connection could come in.
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.equals("*IDN?")) {
                    send(client, "GWInstek,GPM-8213,GES000000,V1.05\r\n");
                } else if (line.endsWith("?")) {
                    if (hangUp) {
                        return;
                    }
                    send(client, value);
                }
            }
        } catch (IOException e) {
            // The meter hung up.
            return;
        }
    }

    private static void send(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        for (String part : text.split("\\|", -1)) {
            out.write(part.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            try {
                Thread.sleep(text.contains("|") ? 20 : 0);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "scpi-instrument");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
