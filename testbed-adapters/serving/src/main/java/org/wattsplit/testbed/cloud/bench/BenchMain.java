package org.wattsplit.testbed.cloud.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.wattsplit.framework.file.Documents;

/** The other process of a measurement: says where it serves, serves until its input ends, and says its memory. */
final class BenchMain {
    private BenchMain() {}

    /** Runs without options. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Memory.Watch watch = new Memory.Watch();
        try (BenchPeer peer = BenchPeer.start()) {
            out.println(Documents.toJsonLine(peer.ports()));
            while (System.in.read() >= 0) {}
            out.println(Documents.toJsonLine(watch.seen()));
        }
    }
}
