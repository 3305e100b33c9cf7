package org.wattsplit.testbed.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Failures;

/**
 * A proxy on loopback that passes TCP connections on to a target as slowly as a link would: each direction has a rate,
 * which its connections share, and a delay. Both may change while bytes are on their way; those keep the time that they
 * were given. A link can be paused, so that nothing moves, and cut, so that connections break and new ones are refused.
 * Thread-safe.
 *
 * <p>It shapes bytes of a stream, not packets: there is no loss, and no reordering.
 */
public final class LinkProxy implements AutoCloseable {
    private static final int CHUNK = 4096;
    /** Chunks under way in one direction of a connection beyond which its sender has to wait. */
    private static final int MOST_UNDER_WAY = 256;

    private static final int CONNECT_MILLIS = 2000;

    private volatile InetSocketAddress target;
    private final ServerSocket server;
    private final Direction up;
    private final Direction down;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean closed;

    private LinkProxy(
            InetSocketAddress target, ServerSocket server, LinkShape upward, LinkShape downward, LinkClock clock) {
        this.target = target;
        this.server = server;
        up = new Direction(clock);
        down = new Direction(clock);
        set(upward, downward);
    }

    /**
     * A proxy to a target, on a free port of loopback.
     *
     * @param upward from the client to the target
     * @param downward from the target to the client
     */
    public static LinkProxy to(InetSocketAddress target, LinkShape upward, LinkShape downward) {
        return to(target, upward, downward, LinkClock.SYSTEM);
    }

    /** The same, by a time of the caller's. */
    static LinkProxy to(InetSocketAddress target, LinkShape upward, LinkShape downward, LinkClock clock) {
        try {
            LinkProxy proxy = new LinkProxy(
                    target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), upward, downward, clock);
            daemon("link-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw Failures.of("open a port on loopback", e);
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /** Passes new connections on to another target. */
    public void target(InetSocketAddress other) {
        target = other;
    }

    /** Changes the link from now on. */
    public void set(LinkShape upward, LinkShape downward) {
        up.set(upward);
        down.set(downward);
    }

    /** Lets nothing move until {@link #resume}; connections stay. */
    public void pause() {
        up.pause(true);
        down.pause(true);
    }

    /** Ends a pause. */
    public void resume() {
        up.pause(false);
        down.pause(false);
    }

    /** Breaks all connections and refuses new ones until {@link #restore}. */
    public void cut() {
        cut = true;
        sockets.forEach(LinkProxy::abort);
    }

    /** Lets new connections in again. */
    public void restore() {
        cut = false;
    }

    /** Breaks all connections and frees the port; a second call does nothing. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(LinkProxy::abort);
            resume();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (cut) {
                    abort(client);
                } else {
                    daemon("link-connect", () -> connect(client));
                }
            } catch (IOException e) {
                // A client gave up, or the port was closed: then so is this.
                closed |= server.isClosed();
            }
        }
    }

    private void connect(Socket client) {
        Socket cloud = new Socket();
        sockets.add(client);
        sockets.add(cloud);
        try {
            client.setTcpNoDelay(true);
            cloud.setTcpNoDelay(true);
            cloud.connect(target, CONNECT_MILLIS);
            if (closed || cut) {
                throw new IOException("the link was cut");
            }
            pass(client, cloud, up);
            pass(cloud, client, down);
        } catch (IOException e) {
            forget(client);
            forget(cloud);
        }
    }

    /** Passes what comes from one socket on to another, at a direction's rate and after its delay. */
    private void pass(Socket from, Socket to, Direction direction) throws IOException {
        Pipe pipe = new Pipe();
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        daemon("link-read", () -> {
            try {
                byte[] buffer = new byte[CHUNK];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    pipe.put(new Chunk(buffer.clone(), count, direction.due(count)));
                }
                pipe.put(Chunk.END);
            } catch (IOException e) {
                pipe.breakOff();
            }
        });
        daemon("link-write", () -> {
            try {
                for (Chunk chunk = pipe.take(); chunk.count() > 0; chunk = pipe.take()) {
                    direction.await(chunk.dueNanos());
                    out.write(chunk.bytes(), 0, chunk.count());
                }
                to.shutdownOutput();
                if (from.isOutputShutdown()) {
                    forget(from);
                    forget(to);
                }
            } catch (IOException e) {
                pipe.breakOff();
                forget(from);
                forget(to);
            }
        });
    }

    private void forget(Socket socket) {
        sockets.remove(socket);
        abort(socket);
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Some bytes; none at the end of the stream. */
    private record Chunk(byte[] bytes, int count, long dueNanos) {
        static final Chunk END = new Chunk(new byte[0], 0, 0);
    }

    /** One direction of the link, which all connections share. */
    static final class Direction {
        private final LinkClock clock;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private LinkShape shape = LinkShape.NONE;
        private boolean paused;
        private long freeNanos;

        Direction(LinkClock clock) {
            this.clock = clock;
            freeNanos = clock.nanos();
        }

        void set(LinkShape other) {
            lock.lock();
            try {
                shape = other;
            } finally {
                lock.unlock();
            }
        }

        void pause(boolean pause) {
            lock.lock();
            try {
                paused = pause;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** When the last of so many bytes that want to be sent now arrives. */
        long due(int bytes) {
            lock.lock();
            try {
                long now = clock.nanos();
                freeNanos = Math.max(now, freeNanos) + shape.nanos(bytes);
                return freeNanos + (long) (shape.delayMillis() * 1e6);
            } finally {
                lock.unlock();
            }
        }

        /** Waits until a time, and until no pause is. */
        void await(long nanos) throws IOException {
            lock.lock();
            try {
                while (paused || nanos - clock.nanos() > 0) {
                    if (paused) {
                        changed.await(100, TimeUnit.MILLISECONDS);
                    } else {
                        clock.await(changed, nanos);
                    }
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                lock.unlock();
            }
        }
    }

    /** What is under way in one direction of a connection. */
    private static final class Pipe {
        private static final long LOOK_UP_MILLIS = 100;

        private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(MOST_UNDER_WAY);
        private volatile boolean broken;

        void put(Chunk chunk) throws IOException {
            try {
                while (!chunks.offer(chunk, LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                    check();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        Chunk take() throws IOException {
            try {
                @Nullable Chunk chunk = chunks.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                while (chunk == null) {
                    check();
                    chunk = chunks.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                }
                return chunk;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        void breakOff() {
            broken = true;
        }

        private void check() throws IOException {
            if (broken) {
                throw new IOException("the connection broke");
            }
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", cause);
    }
}
