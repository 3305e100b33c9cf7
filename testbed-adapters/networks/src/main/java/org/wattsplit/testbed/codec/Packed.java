package org.wattsplit.testbed.codec;

import java.nio.ByteBuffer;

/**
 * Signed integers of 1, 2, 4 or 8 bits, as two's complement, in a buffer, those of a byte from its lowest bits on. The bits that are left of the last
 * byte are 0.
 */
final class Packed {
    private final ByteBuffer bytes;
    private final int bits;
    private int held;
    private int filled;

    private Packed(ByteBuffer bytes, int bits, int filled) {
        this.bytes = bytes;
        this.bits = bits;
        this.filled = filled;
    }

    /** Writes from a buffer's position on. */
    static Packed into(ByteBuffer bytes, int bits) {
        return new Packed(bytes, bits, 0);
    }

    /** Reads from a buffer's position on. */
    static Packed from(ByteBuffer bytes, int bits) {
        return new Packed(bytes, bits, Byte.SIZE);
    }

    /** The bytes that so many integers take. */
    static int bytes(long count, int bits) {
        return Math.toIntExact((count * bits + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** Writes one, which must be of that many bits. */
    void put(int value) {
        held |= (value & (1 << bits) - 1) << filled;
        filled += bits;
        if (filled == Byte.SIZE) {
            flush();
        }
    }

    /** Writes what is left of the last byte. */
    void flush() {
        if (filled > 0) {
            bytes.put((byte) held);
            held = 0;
            filled = 0;
        }
    }

    /** Reads one. */
    int get() {
        if (filled == Byte.SIZE) {
            held = bytes.get() & 0xFF;
            filled = 0;
        }
        int unused = Integer.SIZE - bits;
        int value = held >>> filled << unused >> unused;
        filled += bits;
        return value;
    }
}
