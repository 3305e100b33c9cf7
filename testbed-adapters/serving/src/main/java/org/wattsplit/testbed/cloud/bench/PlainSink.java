package org.wattsplit.testbed.cloud.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * What a transfer is compared with: takes a length in four bytes and so many bytes over TCP, into one buffer that is there
 * already, and answers one byte.
 */
final class PlainSink implements AutoCloseable {
    private final ServerSocketChannel server;

    private PlainSink(ServerSocketChannel server) {
        this.server = server;
    }

    /** A sink on a free port of this machine, which takes one connection after the other. */
    static PlainSink start(int mostBytes) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread thread = new Thread(() -> serve(server, ByteBuffer.allocateDirect(mostBytes)), "plain-sink");
            thread.setDaemon(true);
            thread.start();
            return new PlainSink(server);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void serve(ServerSocketChannel server, ByteBuffer bytes) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                while (true) {
                    fill(channel, bytes.clear().limit(Integer.BYTES));
                    int length = bytes.getInt(0);
                    fill(channel, bytes.clear().limit(length));
                    channel.write(bytes.clear().limit(1));
                }
            } catch (IOException e) {
                // The sender has gone; the next one may come.
            }
        }
    }

    private static void fill(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException();
            }
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static TestbedException failed(IOException e) {
        return new TestbedException("transfer", false, "plain TCP: " + e.getMessage());
    }

    /** What sends to it. */
    static final class Sender implements AutoCloseable {
        private final SocketChannel channel;
        private final ByteBuffer small = ByteBuffer.allocateDirect(Integer.BYTES);

        Sender(int port) {
            try {
                channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Sends bytes and waits for the answer. */
        void send(ByteBuffer bytes) {
            ByteBuffer given = bytes.duplicate();
            small.clear().putInt(given.remaining()).flip();
            ByteBuffer[] parts = {small, given};
            try {
                while (given.hasRemaining()) {
                    channel.write(parts);
                }
                fill(channel, small.clear().limit(1));
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
