package org.wattsplit.testbed.power;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A character device, such as a serial line or {@code /dev/usbtmc0}: an instrument is asked by writing to it and answers by
 * what is read from it. It is read only when an answer is due, as USBTMC takes a reading without a question for an error.
 */
final class ScpiDevice implements ScpiLink {
    /** A whole answer of USBTMC, which is lost when only a part of it is asked for. */
    private static final int MOST_BYTES = 4096;

    private final RandomAccessFile in;
    private final FileChannel from;
    private final FileChannel to;
    private final ByteBuffer read = ByteBuffer.allocate(MOST_BYTES).limit(0);
    /** A device has no time limit of its own; closing its channel ends what waits for it. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "power-scpi-device");
        made.setDaemon(true);
        return made;
    });

    /** Of a device that is read and written. */
    static ScpiDevice open(Path device) throws IOException {
        // It would be made, as a file.
        if (!Files.exists(device)) {
            throw new NoSuchFileException(device.toString());
        }
        RandomAccessFile both = new RandomAccessFile(device.toFile(), "rw");
        return new ScpiDevice(both, both);
    }

    ScpiDevice(RandomAccessFile in, RandomAccessFile out) {
        this.in = in;
        this.from = in.getChannel();
        this.to = out.getChannel();
    }

    @Override
    public boolean isPending() {
        return read.hasRemaining() || available() > 0;
    }

    /** What a serial line holds; USBTMC doesn't say. */
    private int available() {
        try {
            // Not closed, as it is the device's.
            return new FileInputStream(in.getFD()).available();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void send(byte[] command, int millis) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(command);
        within(millis, () -> {
            int sent = 0;
            while (bytes.hasRemaining()) {
                sent += to.write(bytes);
            }
            return sent;
        });
    }

    @Override
    public int next(int millis) throws IOException {
        if (!read.hasRemaining()) {
            read.clear();
            int count;
            try {
                count = within(millis, () -> from.read(read));
            } finally {
                read.flip();
            }
            if (count < 0) {
                return -1;
            }
        }
        return read.hasRemaining() ? read.get() & 0xff : -1;
    }

    private int within(int millis, Callable<Integer> action) throws IOException {
        Future<Integer> done = thread.submit(action);
        try {
            return done.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("nothing within " + millis + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            from.close();
            to.close();
        } finally {
            thread.shutdown();
        }
    }
}
