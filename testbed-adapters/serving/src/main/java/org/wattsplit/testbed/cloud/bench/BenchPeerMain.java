package org.wattsplit.testbed.cloud.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.wattsplit.framework.file.Documents;

/**
 * The receiving side as a process: prints its ports as a line of JSON, serves until its input ends, and prints the memory
 * that it was seen to have as another.
 */
public final class BenchPeerMain {
    private BenchPeerMain() {}

    /** Runs it; it takes no words. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Memory.Watch watch = new Memory.Watch();
        try (BenchPeer peer = BenchPeer.start()) {
            out.println(Documents.toJsonLine(peer.ports()));
            awaitEnd(System.in);
            out.println(Documents.toJsonLine(watch.seen()));
        }
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
