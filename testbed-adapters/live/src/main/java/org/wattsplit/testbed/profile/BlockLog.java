package org.wattsplit.testbed.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.testbed.power.BlockMean;

/**
 * The blocks of a profile that is under way, in a file of JSON lines beside its checkpoint, so that a profile that goes on has
 * those from before. A visit that is made again, since the profile was cut off in it, counts once.
 */
public final class BlockLog implements AutoCloseable {
    private final Path path;
    /** How much of the file counts. */
    private long end;

    private @Nullable FileChannel channel;
    /** By values, which for a quiet time are those of the hardware only, and by round. */
    private final Map<Map<String, String>, NavigableMap<Integer, BlockLine>> lines = new HashMap<>();

    private BlockLog(Path path) {
        this.path = path;
    }

    /**
     * Opens a file, which nothing happens to before the first block.
     *
     * @param resume whether the lines that it has count; they are dropped with the first block otherwise
     */
    public static BlockLog open(Path path, boolean resume) {
        AtomicFile.requireNoLink(path);
        BlockLog log = new BlockLog(path);
        if (resume && Files.exists(path)) {
            try {
                log.end = log.take(Files.readAllBytes(path));
            } catch (IOException e) {
                throw Failures.of("read the blocks " + path, e);
            }
        }
        return log;
    }

    /** Takes lines, without a last one that is not whole; returns where it begins. */
    private int take(byte[] bytes) {
        int from = 0;
        long number = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String text = new String(bytes, from, i - from, StandardCharsets.UTF_8);
                put(Documents.readJsonLine(text, path.toString(), ++number, BlockLine.class));
                from = i + 1;
            }
        }
        return from;
    }

    private void put(BlockLine line) {
        lines.computeIfAbsent(line.values(), key -> new TreeMap<>()).put(line.round(), line);
    }

    void add(BlockLine line) {
        ByteBuffer bytes = ByteBuffer.wrap((Documents.toJsonLine(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            FileChannel to = channel();
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        } catch (IOException e) {
            throw Failures.writing("the blocks " + path, e);
        }
        put(line);
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(end);
            channel.position(end);
        }
        return channel;
    }

    /** All lines in the order of their measurement. */
    public List<BlockLine> lines() {
        return lines.values().stream()
                .flatMap(rounds -> rounds.values().stream())
                .sorted(Comparator.comparingLong(BlockLine::beganMillis))
                .toList();
    }

    /** The blocks of a configuration, the first visit first. */
    public List<BlockLine> of(Configuration configuration) {
        return List.copyOf(rounds(configuration.values()).values());
    }

    /**
     * Whether the mean energy of a request of a configuration is known well enough, or it has been measured long enough.
     *
     * @param before the round before which blocks count; the configuration was visited in one of them
     * @param share of the mean that half the 95 % interval is to be within
     * @param from the first round whose time counts
     * @param seconds how long the blocks from there on may take
     * @throws InputException where there is no block of it, though it was measured
     */
    public boolean isDone(Configuration configuration, int before, double share, int from, double seconds) {
        Collection<BlockLine> blocks =
                rounds(configuration.values()).headMap(before, false).values();
        if (blocks.isEmpty()) {
            throw InputException.of("the blocks of " + configuration, "in " + path, "none")
                    .maybe("begin the profile anew");
        }
        return BlockMean.of(blocks.stream().map(BlockLine::joulesPerRequest).toList())
                        .within(share)
                || blocks.stream()
                                .filter(line -> line.round() >= from)
                                .mapToDouble(BlockLine::seconds)
                                .sum()
                        >= seconds;
    }

    /** The power of the quiet time at a hardware setting in a round. */
    OptionalDouble quiet(HardwareSetting setting, int round) {
        BlockLine line = rounds(setting.byKnob()).get(round);
        return line == null ? OptionalDouble.empty() : OptionalDouble.of(line.quietW());
    }

    /** The mean power of all quiet times at a hardware setting, in W; empty where there was none. */
    public OptionalDouble quiet(HardwareSetting setting) {
        return quietTimes(setting).stream().mapToDouble(BlockLine::quietW).average();
    }

    /** The quiet times at a hardware setting, the first one first. */
    public List<BlockLine> quietTimes(HardwareSetting setting) {
        return List.copyOf(rounds(setting.byKnob()).values());
    }

    private NavigableMap<Integer, BlockLine> rounds(Map<String, String> values) {
        return lines.getOrDefault(values, Collections.emptyNavigableMap());
    }

    /** Removes the file: the profile has ended. */
    public void discard() {
        close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw Failures.writing("the blocks " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw Failures.writing("the blocks " + path, e);
        }
    }
}
