package org.wattsplit.testbed.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LinkProxyTest {
    @SuppressWarnings("NullAway.Init")
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init")
    private LinkProxy proxy;

    /** A server that answers each message, a length and so many bytes, with as many bytes as the message asks for. */
    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread serving = new Thread(() -> serve(socket));
                    serving.setDaemon(true);
                    serving.start();
                } catch (IOException e) {
                    return;
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        proxy = LinkProxy.to(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                LinkShape.NONE,
                LinkShape.NONE);
    }

    private static void serve(Socket socket) {
        try (DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] message = in.readNBytes(in.readInt());
                byte[] answer = new byte[in.readInt()];
                answer[0] = message.length == 0 ? 0 : message[message.length - 1];
                out.write(answer);
                out.flush();
            }
        } catch (IOException e) {
            // The client is gone.
            return;
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Milliseconds until the whole answer is there. */
    private static double exchange(Socket socket, int send, int receive) throws IOException {
        long begun = System.nanoTime();
        byte[] message = new byte[8 + send];
        ByteBuffer.wrap(message).putInt(send).put(4 + send - 1, (byte) 7).putInt(4 + send, receive);
        socket.getOutputStream().write(message);
        byte[] answer = socket.getInputStream().readNBytes(receive);
        if (answer.length < receive) {
            throw new EOFException();
        }
        assertThat(answer[0]).isEqualTo((byte) 7);
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(Socket socket, int send, int receive, int times) throws IOException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            millis[i] = exchange(socket, send, receive);
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    @Test
    void aLinkIsAsSlowAsItIsToldInEachDirection() throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 1000, 1000);
            proxy.set(new LinkShape(40, 0), new LinkShape(16, 0));
            // 500,000 bytes are 4 Mbit: 100 ms up, 250 ms down.
            assertThat(median(socket, 500_000, 1, 5)).isCloseTo(100, within(10.0));
            assertThat(median(socket, 1, 500_000, 5)).isCloseTo(250, within(25.0));
        }
    }

    @Test
    void aLinkIsAsFarAsItIsToldAndMayChangeWhileItIsUsed() throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 10, 10);
            double near = median(socket, 10, 10, 9);
            proxy.set(new LinkShape(1000, 30), new LinkShape(1000, 12));
            assertThat(median(socket, 10, 10, 9) - near).isCloseTo(42, within(5.0));
            proxy.set(LinkShape.NONE, LinkShape.NONE);
            assertThat(median(socket, 10, 10, 9)).isLessThan(near + 5);
        }
    }

    @Test
    void connectionsShareTheRate() throws Exception {
        proxy.set(new LinkShape(40, 0), LinkShape.NONE);
        double[] millis = new double[2];
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int one = i;
            threads[i] = new Thread(() -> {
                try (Socket socket = connect()) {
                    millis[one] = exchange(socket, 500_000, 1);
                } catch (IOException e) {
                    millis[one] = Double.NaN;
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Math.max(millis[0], millis[1])).isCloseTo(200, within(25.0));
    }

    @Test
    void aPausedLinkHoldsWhatIsSentAndThenPassesItOn() throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 10, 10);
            proxy.pause();
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> exchange(socket, 10, 10)).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(10_000);
            proxy.resume();
            assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);
            exchange(socket, 10, 10);
        }
    }

    @Test
    void aCutLinkBreaksConnectionsAndRefusesNewOnesUntilItIsRestored() throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 10, 10);
            proxy.cut();
            assertThatThrownBy(() -> exchange(socket, 10, 10))
                    .isInstanceOfAny(EOFException.class, SocketException.class);
            assertThatThrownBy(() -> {
                        try (Socket refused = connect()) {
                            exchange(refused, 10, 10);
                        }
                    })
                    .isInstanceOfAny(EOFException.class, SocketException.class);
            proxy.restore();
            try (Socket again = connect()) {
                exchange(again, 10, 10);
            }
        }
    }
}
