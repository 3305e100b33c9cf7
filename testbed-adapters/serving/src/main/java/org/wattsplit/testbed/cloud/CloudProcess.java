package org.wattsplit.testbed.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The cloud's endpoint in a process of its own on this machine, which ends with this one: it serves until its standard input
 * is closed, also by a death of the one that started it.
 */
public final class CloudProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready: (\\S+):([0-9]+)\\b.*");
    private static final long STOP_SECONDS = 15;
    private static final String AUTHORITY = "authority";

    private final Process process;
    private final String host;
    private final int port;
    /** The folder of its certificate; null without TLS. */
    private final @Nullable Path folder;

    private CloudProcess(Process process, String host, int port, @Nullable Path folder) {
        this.process = process;
        this.host = host;
        this.port = port;
        this.folder = folder;
    }

    /**
     * {@link #start} with TLS: a certificate is made for this process alone, which clients trust by {@link #authority}.
     *
     * @throws TestbedException when it ends before it does
     */
    public static CloudProcess startSecured(List<String> options) {
        Path folder;
        try {
            folder = Files.createTempDirectory("wattsplit-cloud");
        } catch (IOException e) {
            throw Failures.of("make a folder for a certificate", e);
        }
        try {
            LocalAuthority authority = LocalAuthority.of(folder, AUTHORITY);
            LocalAuthority.Pair pair = authority.sign("cloud");
            List<String> words = new ArrayList<>(options);
            words.addAll(List.of(
                    "--tls-cert",
                    pair.certificate().toString(),
                    "--tls-key",
                    pair.key().toString()));
            return start(words, folder);
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /**
     * Starts {@link CloudMain} with those options, on the class path of this process, at a free port of 127.0.0.1, and waits until it takes requests.
     *
     * @throws TestbedException when it ends before it does
     */
    public static CloudProcess start(List<String> options) {
        return start(options, null);
    }

    private static CloudProcess start(List<String> options, @Nullable Path folder) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CloudMain.class.getName(),
                "--port",
                "0",
                "--until-input-ends"));
        words.addAll(options);
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw Failures.of("start the cloud's process", e);
        }
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            Matcher ready = READY.matcher(line == null ? "" : line);
            if (ready.matches()) {
                return new CloudProcess(process, ready.group(1), Integer.parseInt(ready.group(2)), folder);
            }
            process.destroyForcibly();
            throw new TestbedException(
                    "cloud",
                    false,
                    "Expected its process to say that it is ready, given " + (line == null ? "no line" : line));
        } catch (IOException e) {
            process.destroyForcibly();
            throw Failures.of("read what the cloud's process says", e);
        }
    }

    /** Where it listens. */
    public String host() {
        return host;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The authority that vouches for it; null without TLS. */
    public @Nullable Path authority() {
        return folder == null ? null : folder.resolve(AUTHORITY + ".pem");
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it; a second call does nothing. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (folder != null) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw Failures.of("remove " + folder, e);
        }
    }
}
