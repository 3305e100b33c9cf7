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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Times are those of a clock that jumps to whatever is waited for; tests tagged as timed ask the same by the machine's. */
final class LinkProxyTest {
    private static final double EXACT = 0.01;
    /** In which a busy machine does whatever is not slowed down on purpose. */
    private static final int LONG_MILLIS = 60_000;

    /** Time that passes as it is waited for, and not otherwise. */
    private static final class JumpingClock implements LinkClock {
        private final AtomicLong now = new AtomicLong(1_000_000_000L);

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void await(Condition changed, long untilNanos) {
            now.accumulateAndGet(untilNanos, Math::max);
        }
    }

    private final JumpingClock jumping = new JumpingClock();
    private LinkClock clock = jumping;

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
        proxy = LinkProxy.to(target(), LinkShape.NONE, LinkShape.NONE, jumping);
    }

    private InetSocketAddress target() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** From now on the link keeps the machine's time, as it does for everybody else. */
    private void byTheMachinesTime() {
        proxy.close();
        proxy = LinkProxy.to(target(), LinkShape.NONE, LinkShape.NONE);
        clock = LinkClock.SYSTEM;
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
        socket.setSoTimeout(LONG_MILLIS);
        return socket;
    }

    /** Milliseconds until the whole answer is there. */
    private double exchange(Socket socket, int send, int receive) throws IOException {
        long begun = clock.nanos();
        byte[] message = new byte[8 + send];
        ByteBuffer.wrap(message).putInt(send).put(4 + send - 1, (byte) 7).putInt(4 + send, receive);
        socket.getOutputStream().write(message);
        byte[] answer = socket.getInputStream().readNBytes(receive);
        if (answer.length < receive) {
            throw new EOFException();
        }
        assertThat(answer[0]).isEqualTo((byte) 7);
        return (clock.nanos() - begun) / 1e6;
    }

    private double median(Socket socket, int send, int receive, int times) throws IOException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            millis[i] = exchange(socket, send, receive);
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    private void aLinkIsAsSlowAsItIsTold(double upWithin, double downWithin) throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 1000, 1000);
            proxy.set(new LinkShape(40, 0), new LinkShape(16, 0));
            // 500,000 bytes are 4 Mbit: 100 ms up, 250 ms down.
            assertThat(median(socket, 500_000, 1, 5)).isCloseTo(100, within(upWithin));
            assertThat(median(socket, 1, 500_000, 5)).isCloseTo(250, within(downWithin));
        }
    }

    @Test
    void aLinkIsAsSlowAsItIsToldInEachDirection() throws IOException {
        aLinkIsAsSlowAsItIsTold(EXACT, EXACT);
    }

    @Test
    @Tag("timed")
    void aLinkIsAsSlowAsItIsToldInEachDirectionByTheMachinesTime() throws IOException {
        byTheMachinesTime();
        aLinkIsAsSlowAsItIsTold(10, 25);
    }

    private void aLinkIsAsFarAsItIsTold(double withinMillis) throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 10, 10);
            double near = median(socket, 10, 10, 9);
            proxy.set(new LinkShape(1000, 30), new LinkShape(1000, 12));
            assertThat(median(socket, 10, 10, 9) - near).isCloseTo(42, within(withinMillis));
            proxy.set(LinkShape.NONE, LinkShape.NONE);
            assertThat(median(socket, 10, 10, 9)).isLessThan(near + withinMillis);
        }
    }

    @Test
    void aLinkIsAsFarAsItIsToldAndMayChangeWhileItIsUsed() throws IOException {
        aLinkIsAsFarAsItIsTold(EXACT);
    }

    @Test
    @Tag("timed")
    void aLinkIsAsFarAsItIsToldByTheMachinesTime() throws IOException {
        byTheMachinesTime();
        aLinkIsAsFarAsItIsTold(5);
    }

    /** The milliseconds in which each of two connections, used at once, has sent 100 ms' worth. */
    private double[] twoAtOnce() throws InterruptedException {
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
        assertThat(millis).doesNotContain(Double.NaN);
        return millis;
    }

    @Test
    void connectionsShareTheRate() throws InterruptedException {
        long begun = clock.nanos();
        twoAtOnce();
        // Whichever begins first: both together take what both together need.
        assertThat((clock.nanos() - begun) / 1e6).isCloseTo(200, within(EXACT));
    }

    @Test
    @Tag("timed")
    void connectionsShareTheRateByTheMachinesTime() throws InterruptedException {
        byTheMachinesTime();
        double[] millis = twoAtOnce();
        assertThat(Math.max(millis[0], millis[1])).isCloseTo(200, within(25.0));
    }

    @Test
    void bytesQueueForTheRateAndKeepTheTimeThatTheyWereGiven() {
        LinkProxy.Direction direction = new LinkProxy.Direction(jumping);
        long start = jumping.nanos();
        // 1000 bytes are 1 ms.
        direction.set(new LinkShape(8, 0));
        assertThat(direction.due(1000) - start).isEqualTo(1_000_000);
        assertThat(direction.due(1000) - start).isEqualTo(2_000_000);
        direction.set(new LinkShape(8, 30));
        assertThat(direction.due(1000) - start).isEqualTo(33_000_000);
        direction.set(new LinkShape(80, 30));
        assertThat(direction.due(1000) - start).isEqualTo(33_100_000);
        // What was not used is not saved up.
        jumping.now.addAndGet(100_000_000);
        assertThat(direction.due(1000) - start).isEqualTo(130_100_000);
    }

    @Test
    void bytesAreHeldUntilTheirTimeAndNoLonger() throws IOException {
        LinkProxy.Direction direction = new LinkProxy.Direction(jumping);
        long start = jumping.nanos();
        direction.await(start + 5_000_000);
        assertThat(jumping.nanos() - start).isEqualTo(5_000_000);
        direction.await(start + 4_000_000);
        assertThat(jumping.nanos() - start).isEqualTo(5_000_000);
    }

    @Test
    void aPausedLinkHoldsWhatIsSentAndThenPassesItOn() throws IOException {
        try (Socket socket = connect()) {
            exchange(socket, 10, 10);
            proxy.pause();
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> exchange(socket, 10, 10)).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(LONG_MILLIS);
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
