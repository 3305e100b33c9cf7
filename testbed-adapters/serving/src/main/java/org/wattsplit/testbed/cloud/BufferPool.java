package org.wattsplit.testbed.cloud;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Direct buffers that are used again: a fresh one of some megabytes costs as much time as its transfer, and is freed only by
 * a collection. Thread-safe.
 */
final class BufferPool {
    /** Smaller ones are made anew. */
    private static final int LEAST_BYTES = 8 << 10;

    private final NavigableMap<Integer, Deque<ByteBuffer>> free = new TreeMap<>();
    private final long mostFreeBytes;
    private long freeBytes;

    /**
     * An empty pool.
     *
     * @param mostFreeBytes the most bytes that it keeps; 0 for a pool that keeps none
     */
    BufferPool(long mostFreeBytes) {
        this.mostFreeBytes = mostFreeBytes;
    }

    /** A buffer of at least so many bytes, with whatever they were, from position 0 to that limit. */
    ByteBuffer take(int bytes) {
        if (mostFreeBytes == 0 || bytes < LEAST_BYTES) {
            return ByteBuffer.allocateDirect(bytes);
        }
        int capacity = capacity(bytes);
        synchronized (this) {
            Deque<ByteBuffer> fitting = free.get(capacity);
            if (fitting != null) {
                ByteBuffer buffer = fitting.pop();
                if (fitting.isEmpty()) {
                    free.remove(capacity);
                }
                freeBytes -= capacity;
                return buffer.clear().limit(bytes);
            }
        }
        return ByteBuffer.allocateDirect(capacity).limit(bytes);
    }

    /** Takes a buffer back, which nothing may refer to any more. The largest ones go when there are too many. */
    synchronized void giveBack(ByteBuffer buffer) {
        int capacity = buffer.capacity();
        if (capacity < LEAST_BYTES || capacity > mostFreeBytes) {
            return;
        }
        free.computeIfAbsent(capacity, key -> new ArrayDeque<>()).push(buffer);
        freeBytes += capacity;
        while (freeBytes > mostFreeBytes) {
            Deque<ByteBuffer> largest = free.lastEntry().getValue();
            freeBytes -= largest.pop().capacity();
            if (largest.isEmpty()) {
                free.pollLastEntry();
            }
        }
    }

    /** The size that those of up to an eighth less share. */
    private static int capacity(int bytes) {
        int step = Integer.highestOneBit(bytes) >> 3;
        return Math.max(bytes, (bytes + step - 1) / step * step);
    }
}
