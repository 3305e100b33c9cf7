package org.wattsplit.datasets.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.file.Failures;

/**
 * Packet-delivery traces of Mahimahi (Netravali et al., USENIX ATC 2015): by line the millisecond at which the link can
 * deliver 1500 bytes, not descending; the last one is the trace's length. Rates are means over bins.
 */
public final class MahimahiTrace {
    /** The length of a bin. */
    public static final double BIN_MILLIS = 100;

    private static final double BITS_PER_DELIVERY = 1500 * 8;
    private static final int MAX_LINE = 20;
    /** A day. */
    private static final long MAX_MILLIS = 86_400_000;

    private MahimahiTrace() {}

    /** Reads a trace under a name; errors name file, line, rule and value. */
    public static NetworkTrace read(Path path, String name) {
        int[] deliveries = new int[1024];
        long last = 0;
        long line = 0;
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.US_ASCII)) {
            for (String text = next(reader, path, line); text != null; text = next(reader, path, line)) {
                line++;
                long millis = millis(text, path, line);
                if (millis < last) {
                    throw error(path, line, "at least the one before, " + last, text);
                }
                last = millis;
                // A delivery at the end of a bin belongs to it: they are counted from 1.
                int bin = (int) (Math.max(0, millis - 1) / (long) BIN_MILLIS);
                if (bin >= deliveries.length) {
                    deliveries = Arrays.copyOf(deliveries, Math.max(bin + 1, 2 * deliveries.length));
                }
                deliveries[bin]++;
            }
        } catch (MalformedInputException e) {
            throw error(path, line + 1, "a number of milliseconds", "bytes that are no text");
        } catch (IOException e) {
            throw Failures.reading(path, e);
        }
        if (last == 0) {
            throw InputException.of("the trace", "deliveries after 0 ms", line == 0 ? "nothing" : "none")
                    .at(path.toString(), 0, 0);
        }
        double[] mbps = new double[(int) Math.ceil(last / BIN_MILLIS)];
        for (int bin = 0; bin < mbps.length; bin++) {
            double width = Math.min(BIN_MILLIS, last - bin * BIN_MILLIS);
            // The last bin may be shorter; its rate is over what there is of it.
            mbps[bin] = deliveries[bin] * BITS_PER_DELIVERY / (width * 1000);
        }
        return NetworkTrace.of(name, BIN_MILLIS, mbps, null);
    }

    /** The next line; one longer than any number is an error before all of it is read. */
    private static @Nullable String next(BufferedReader reader, Path path, long line) throws IOException {
        StringBuilder text = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            text.append((char) c);
            if (text.length() > MAX_LINE) {
                throw error(path, line + 1, "at most " + MAX_LINE + " characters", text + "…");
            }
            c = reader.read();
        }
        return text.toString().strip();
    }

    private static long millis(String text, Path path, long line) {
        long millis;
        try {
            millis = Long.parseLong(text);
        } catch (NumberFormatException e) {
            millis = -1;
        }
        if (millis < 0 || millis > MAX_MILLIS) {
            throw error(path, line, "a whole number of milliseconds from 0 to " + MAX_MILLIS, text);
        }
        return millis;
    }

    private static InputException error(Path path, long line, String rule, String given) {
        return InputException.of("every line of a Mahimahi trace", rule, '"' + given + '"')
                .at(path.toString(), line, 0);
    }
}
