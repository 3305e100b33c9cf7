package org.wattsplit.testbed.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Producer;

/**
 * Makes the image: a Java runtime of the modules that the endpoint needs, the shared libraries that it loads, the
 * endpoint's own libraries, and nothing else: no shell, no package manager. What goes in comes from this machine.
 */
public final class EndpointImage {
    /** The port that the endpoint listens on in a container. */
    public static final int PORT = 8001;

    /** What {@code jdeps} names for the endpoint's libraries, and what they ask for by name: elliptic curves of TLS. */
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.unsupported");

    private static final String USER = "10001:10001";
    private static final String HOME = "/home/wattsplit";
    private static final String NATIVES = "/opt/wattsplit/native";
    private static final String MAIN = "org.wattsplit.cli.Main";

    private final String name;
    private final Platform platform;
    private final Consumer<String> progress;

    private EndpointImage(String name, Platform platform, Consumer<String> progress) {
        this.name = name;
        this.platform = platform;
        this.progress = progress;
    }

    /** The name of the image of this version. */
    public static String defaultName() {
        return "wattsplit-cloud:" + Producer.thisProcess().code();
    }

    /**
     * Makes the image and gives it to the engine.
     *
     * @param name the image's name and tag
     * @param progress is told each step that is done
     * @throws InputException on a machine that has no parts for it
     * @throws UncheckedIOException without an engine, a JDK or the built libraries
     */
    public static void make(String name, Consumer<String> progress) {
        Platform platform = Platform.here();
        requireEngine(platform);
        new EndpointImage(name, platform, progress).make();
    }

    private static void requireEngine(Platform platform) {
        String server;
        try {
            server = Programs.run("docker", "version", "--format", "{{.Server.Os}}/{{.Server.Arch}}")
                    .strip();
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    "Expected a Docker engine that answers, given none: " + e.getMessage() + System.lineSeparator()
                            + "Maybe install docker, or start its engine",
                    e.getCause());
        }
        String expected = "linux/" + platform.engine();
        if (!server.endsWith(expected)) {
            throw InputException.of(
                    "the engine", expected + " as this machine, whose parts the image is made of", server);
        }
    }

    private void make() {
        try {
            Path root = Files.createTempDirectory("wattsplit-image-");
            try {
                runtime(root);
                List<Path> natives = libraries(root);
                system(root, natives);
                hand(root, natives);
            } finally {
                delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out the image: " + e.getMessage(), e);
        }
    }

    private void runtime(Path root) throws IOException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw Programs.failed("Expected a JDK with jlink, given a runtime without at " + jlink);
        }
        Path java = root.resolve("opt/java");
        Files.createDirectories(java.getParent());
        Programs.run(
                jlink.toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                java.toString());
        // An archive of its own classes shortens each start, the health check's above all.
        Programs.run(java.resolve("bin/java").toString(), "-Xshare:dump");
        progress.accept("Java runtime of " + MODULES.size() + " modules");
    }

    /** Copies the endpoint's libraries, and returns the native ones that were in them. */
    private List<Path> libraries(Path root) throws IOException {
        Path from = built();
        Path to = Files.createDirectories(root.resolve("opt/wattsplit/lib"));
        Path natives = Files.createDirectories(root.resolve(NATIVES.substring(1)));
        List<Path> jars = files(from.resolve("endpoint"), ".jar");
        jars.add(from.resolve("wattsplit-cli.jar"));
        for (Path jar : jars) {
            String file = jar.getFileName().toString();
            Files.copy(jar, to.resolve(file));
            for (Platform.Native each : platform.natives()) {
                if (file.startsWith(each.jar())) {
                    extract(jar, each, natives);
                }
            }
        }
        List<Path> extracted = files(natives, ".so");
        progress.accept(jars.size() + " libraries, " + extracted.size() + " native ones");
        return extracted;
    }

    /** The folder that the build wrote the endpoint's libraries to: beside this command's own classes. */
    private static Path built() {
        try {
            Path folder = Path.of(EndpointImage.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("../");
            if (Files.isDirectory(folder.resolve("endpoint")) && Files.exists(folder.resolve("wattsplit-cli.jar"))) {
                return folder;
            }
            throw Programs.failed("Expected the build's wattsplit-cli.jar and endpoint/ in " + folder + ", given none"
                    + System.lineSeparator() + "Maybe run mvn package first");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void extract(Path jar, Platform.Native wanted, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            String start = wanted.folder() + "/" + wanted.name();
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry ->
                            entry.getName().startsWith(start) && entry.getName().endsWith(".so"))
                    .toList();
            if (entries.isEmpty()) {
                throw Programs.failed("Expected " + start + "… in " + jar.getFileName() + ", given none");
            }
            for (ZipEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, to.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
    }

    /** Everything of an operating system that the endpoint needs. */
    private void system(Path root, List<Path> natives) throws IOException {
        Path java = root.resolve("opt/java");
        List<Path> binaries = new ArrayList<>(List.of(java.resolve("bin/java"), java.resolve("lib/jspawnhelper")));
        binaries.removeIf(Files::notExists);
        binaries.addAll(files(java.resolve("lib"), ".so"));
        binaries.addAll(natives);
        Set<Path> needed = SharedLibraries.of(binaries);
        SharedLibraries.copy(needed, root);
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "root:x:0:0::/:/none\nwattsplit:x:" + USER + "::" + HOME + ":/none\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nwattsplit:x:10001:\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        // What may be written is a volume each, so that the rest can be read-only; the user's number may be another.
        for (String writable : List.of("tmp", "models", HOME.substring(1) + "/.cache")) {
            Files.setPosixFilePermissions(
                    Files.createDirectories(root.resolve(writable)), PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        progress.accept(needed.size() + " shared libraries");
    }

    private void hand(Path root, List<Path> natives) {
        List<String> command = new ArrayList<>(List.of("docker", "import"));
        changes(natives).forEach(change -> command.addAll(List.of("--change", change)));
        command.addAll(List.of("-", name));
        Programs.run(
                List.of("tar", "--numeric-owner", "--owner=0", "--group=0", "-C", root.toString(), "-cf", "-", "."),
                command);
        String bytes = Programs.run("docker", "image", "inspect", "--format", "{{.Size}}", name)
                .strip();
        progress.accept(String.format(Locale.ROOT, "image %s, %.0f MB", name, Long.parseLong(bytes) / 1e6));
    }

    /** How a container of the image starts, in the words of a Dockerfile. */
    private static List<String> changes(List<Path> natives) {
        String zstd = natives.stream()
                .map(path -> path.getFileName().toString())
                .filter(file -> file.startsWith("libzstd-jni"))
                .findFirst()
                .orElseThrow();
        List<String> serve = new ArrayList<>(java(
                // Half for the heap, as tensors and networks lie outside it.
                "-XX:MaxRAMPercentage=50",
                "-XX:+UseSerialGC",
                "-Duser.home=" + HOME,
                "-Djava.library.path=" + NATIVES,
                "-Donnxruntime.native.path=" + NATIVES,
                "-DZstdNativePath=" + NATIVES + "/" + zstd));
        serve.addAll(List.of("cloud", "serve", "--host", "0.0.0.0", "--port", String.valueOf(PORT)));
        List<String> health = new ArrayList<>(java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
        health.addAll(List.of("cloud", "health", "--cloud", "127.0.0.1:" + PORT));
        return List.of(
                // ONNX Runtime would report its use, and asks a shell who the machine is, which is not there.
                "ENV PATH=/opt/java/bin ORT_DISABLE_TELEMETRY=1",
                "USER " + USER,
                "WORKDIR /models",
                "EXPOSE " + PORT,
                "VOLUME " + json(List.of("/tmp", "/models", HOME + "/.cache")),
                "HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD " + json(health),
                "LABEL org.opencontainers.image.title=wattsplit-cloud org.opencontainers.image.version="
                        + Producer.thisProcess().code() + " org.opencontainers.image.licenses=Apache-2.0",
                "ENTRYPOINT " + json(serve),
                "CMD " + json(List.of("--help")));
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of("/opt/java/bin/java"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", "/opt/wattsplit/lib/*", MAIN));
        return command;
    }

    /** Words that need no escapes as a JSON array, which is run without a shell. */
    private static String json(List<String> words) {
        return words.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return new ArrayList<>(paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
