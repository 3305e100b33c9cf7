package org.wattsplit.framework.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Measurer;

/**
 * The measurements of a search that is under way, as a file of JSON lines: first what the search is, then a line for
 * each measured configuration, appended when it was measured. A search that was cut off at any byte goes on from
 * there: it asks the same questions again, and the file answers those that were answered before.
 */
public final class SearchCheckpoint implements Measurer, AutoCloseable {
    /** The format that the first line names. */
    public static final String FORMAT = "search-checkpoint";

    /**
     * How the names of settings begin that say what the testbed is made from. Files of the first edition have none of them,
     * so they are compared where a file has them.
     */
    public static final String MADE_FROM = "made from ";

    /** The version that the first line names. */
    public static final int VERSION = 1;

    /**
     * The first line.
     *
     * @param format {@value #FORMAT}
     * @param version {@value #VERSION}
     * @param settings what decides the course of the search, by name: strategy, budget, seed, space, …
     * @param producer the code and machine that began it
     */
    record Head(String format, int version, Map<String, String> settings, Producer producer) {
        Head {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        }
    }

    /** A line: measurements of a configuration. */
    record Line(Map<String, String> configuration, List<Map<String, OutcomeParts.Part>> measurements) {}

    private static final Format<Head> HEAD = Format.of(FORMAT, VERSION, Head.class);

    private final Path path;
    private final FileChannel channel;
    private final Measurer live;
    private final Deque<Line> recorded;
    private long answered;

    private SearchCheckpoint(Path path, FileChannel channel, Measurer live, Deque<Line> recorded) {
        this.path = path;
        this.channel = channel;
        this.live = live;
        this.recorded = recorded;
    }

    /** Begins the checkpoint of a new search; a file of that name is replaced. */
    public static SearchCheckpoint begin(Path path, Map<String, String> settings, Producer producer, Measurer live) {
        AtomicFile.requireNoLink(path);
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            // New, so that nothing else is written by its name.
            Files.deleteIfExists(path);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            SearchCheckpoint checkpoint = new SearchCheckpoint(path, channel, live, new ArrayDeque<>());
            checkpoint.append(new Head(FORMAT, VERSION, settings, producer));
            return checkpoint;
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /**
     * Opens the checkpoint of a search that was cut off; a last line that is not whole is dropped. Where not even the
     * first line is whole, the search begins anew.
     *
     * @param settings the settings of the search that is asked for, which must be those of the file
     */
    public static SearchCheckpoint resume(Path path, Map<String, String> settings, Producer producer, Measurer live) {
        AtomicFile.requireNoLink(path);
        Deque<Line> lines = new ArrayDeque<>();
        long end = 0;
        boolean head = false;
        try {
            Check.that(Files.size(path) <= Documents.MAX_BYTES, path.toString(), "at most 256 MiB", Files.size(path));
            byte[] bytes = Files.readAllBytes(path);
            long number = 0;
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    number++;
                    String text = new String(bytes, from, i - from, StandardCharsets.UTF_8);
                    if (head) {
                        lines.add(Documents.readJsonLine(text, path.toString(), number, Line.class));
                    } else {
                        expect(path, HEAD.readJsonLine(text, path.toString(), number), settings);
                        head = true;
                    }
                    from = i + 1;
                    end = from;
                }
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
        if (!head) {
            return begin(path, settings, producer, live);
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            channel.truncate(end);
            channel.position(end);
            return new SearchCheckpoint(path, channel, live, lines);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static void expect(Path path, Head head, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.keySet().removeIf(name -> name.startsWith(MADE_FROM));
        all.putAll(head.settings());
        for (String name : all.keySet()) {
            String recorded = head.settings().getOrDefault(name, "none");
            String asked = settings.getOrDefault(name, "none");
            if (!recorded.equals(asked)) {
                throw InputException.of("the " + name + " of the resumed search", recorded + ", as it was begun", asked)
                        .at(path.toString(), 1, 0)
                        .maybe("resume with the plan that it was begun with, or begin anew");
            }
        }
    }

    @Override
    public List<Outcome> measure(Configuration configuration, int before, int times) {
        answered++;
        Line line = recorded.pollFirst();
        if (line != null) {
            if (!line.configuration().equals(configuration.values())) {
                throw InputException.of("the measured configuration", configuration.toString(), line.configuration())
                        .at(path.toString(), answered + 1, 0)
                        .maybe("another version of Wattsplit began this search; begin anew");
            }
            return line.measurements().stream().map(OutcomeParts::toOutcome).toList();
        }
        List<Outcome> outcomes = live.measure(configuration, before, times);
        try {
            append(new Line(
                    configuration.values(),
                    outcomes.stream().map(OutcomeParts::of).toList()));
        } catch (IOException e) {
            throw failed(path, e);
        }
        return outcomes;
    }

    private void append(Object line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((Documents.toJsonLine(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Removes the file: the search has ended and its result is written. */
    public void discard() {
        close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static UncheckedIOException failed(Path path, IOException e) {
        return Failures.writing("the checkpoint " + path, e);
    }
}
