package org.wattsplit.testbed.power;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What carries the bytes to an instrument and back. For one thread. */
interface ScpiLink {
    /** Whether there is something that the instrument said and nobody read. */
    boolean isPending() throws IOException;

    /**
     * Sends a command, at once.
     *
     * @throws SocketTimeoutException when it isn't taken in time
     */
    void send(byte[] command, int millis) throws IOException;

    /**
     * The next byte, or -1 where none will come any more.
     *
     * @throws SocketTimeoutException when there is none in time
     */
    int next(int millis) throws IOException;

    /** Lets go of the line; what is still on its way is lost. */
    void close() throws IOException;

    /** A connection over TCP. */
    final class Tcp implements ScpiLink {
        private final Socket socket = new Socket();
        private final InputStream in;

        Tcp(String host, int port, int millis) throws IOException {
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(host, port), millis);
                in = new BufferedInputStream(socket.getInputStream());
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        public boolean isPending() throws IOException {
            return in.available() > 0;
        }

        @Override
        public void send(byte[] command, int millis) throws IOException {
            socket.getOutputStream().write(command);
        }

        @Override
        public int next(int millis) throws IOException {
            socket.setSoTimeout(millis);
            return in.read();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
