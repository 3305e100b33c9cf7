package org.wattsplit.testbed.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.wattsplit.framework.file.Failures;

/**
 * What is in the image, as layers: a Java runtime of the modules that the endpoint needs, the shared libraries that it loads,
 * the endpoint's libraries, and nothing else: no shell, no package manager. All of it comes from this machine.
 */
final class ImageFiles {
    static final String JAVA = "/opt/java";
    static final String LIBRARIES = "/opt/wattsplit/lib";
    static final String NATIVES = "/opt/wattsplit/native";
    static final String HOME = "/home/wattsplit";
    static final String USER = "10001:10001";

    /** What may be written: a volume each, so that the rest can be read-only; the user's number may be another. */
    static final List<String> WRITABLE = List.of("/tmp", "/models", HOME + "/.cache");

    /** What {@code jdeps} names for the endpoint's libraries, and what they ask for by name: elliptic curves of TLS. */
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.management",
            "jdk.unsupported");

    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions OPEN_FOLDER = FilePermissions.fromOctalString("777");
    /** The time of every file in an image: Jib's. Java's archive of classes remembers that of the file it was made of. */
    private static final Instant TIME = FileEntriesLayer.DEFAULT_MODIFICATION_TIME;

    private final Path scratch;
    private final Platform platform;
    private final Consumer<String> progress;
    private final List<Path> natives = new ArrayList<>();
    private final List<FileEntriesLayer> layers = new ArrayList<>();

    private ImageFiles(Path scratch, Platform platform, Consumer<String> progress) {
        this.scratch = scratch;
        this.platform = platform;
        this.progress = progress;
    }

    /**
     * Gathers the files.
     *
     * @param scratch a folder for what has to be made; it must be there until the image is
     * @throws UncheckedIOException without a JDK or the built libraries
     */
    static ImageFiles gather(Path scratch, Platform platform, Consumer<String> progress) throws IOException {
        ImageFiles files = new ImageFiles(scratch, platform, progress);
        Path java = files.runtime();
        files.libraries();
        files.system(java);
        return files;
    }

    /** The layers; those that change least come first. */
    List<FileEntriesLayer> layers() {
        return List.copyOf(layers);
    }

    /** Where the native library whose name starts so lies in the image. */
    String nativeLibrary(String start) {
        return natives.stream()
                .map(path -> path.getFileName().toString())
                .filter(file -> file.startsWith(start))
                .map(file -> NATIVES + "/" + file)
                .findFirst()
                .orElseThrow();
    }

    private Path runtime() throws IOException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw Programs.failed("Expected a JDK with jlink, given a runtime without at " + jlink);
        }
        Path java = scratch.resolve("java");
        Programs.run(
                jlink.toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                java.toString());
        Files.setLastModifiedTime(java.resolve("lib/modules"), FileTime.from(TIME));
        // An archive of its own classes shortens each start, the health check's above all.
        Programs.run(java.resolve("bin/java").toString(), "-Xshare:dump");
        layers.add(FileEntriesLayer.builder()
                .setName("Java runtime")
                .addEntryRecursive(java, AbsoluteUnixPath.get(JAVA), (source, target) -> permissions(source))
                .build());
        progress.accept("Java runtime of " + MODULES.size() + " modules");
        return java;
    }

    private static FilePermissions permissions(Path source) {
        try {
            return FilePermissions.fromPosixFilePermissions(Files.getPosixFilePermissions(source));
        } catch (IOException e) {
            throw Failures.of("read the permissions of " + source, e);
        }
    }

    private void libraries() throws IOException {
        List<Path> jars = EndpointLibraries.find();
        Path folder = Files.createDirectory(scratch.resolve("native"));
        FileEntriesLayer.Builder others = FileEntriesLayer.builder().setName("libraries");
        FileEntriesLayer.Builder own = FileEntriesLayer.builder().setName("Wattsplit");
        for (Path jar : jars) {
            String file = jar.getFileName().toString();
            FileEntriesLayer.Builder layer = file.startsWith("wattsplit-") ? own : others;
            layer.addEntry(jar, AbsoluteUnixPath.get(LIBRARIES).resolve(file));
            for (Platform.Native each : platform.natives()) {
                if (file.startsWith(each.jar())) {
                    extract(jar, each, folder);
                }
            }
        }
        try (Stream<Path> paths = Files.list(folder)) {
            natives.addAll(paths.sorted().toList());
        }
        natives.forEach(
                path -> others.addEntry(path, AbsoluteUnixPath.get(NATIVES).resolve(path.getFileName())));
        layers.add(others.build());
        layers.add(own.build());
        progress.accept(jars.size() + " libraries, " + natives.size() + " native ones");
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
    private void system(Path java) throws IOException {
        List<Path> binaries = new ArrayList<>(List.of(java.resolve("bin/java"), java.resolve("lib/jspawnhelper")));
        binaries.removeIf(Files::notExists);
        try (Stream<Path> paths = Files.walk(java.resolve("lib"))) {
            paths.filter(path -> path.toString().endsWith(".so")).sorted().forEach(binaries::add);
        }
        binaries.addAll(natives);
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
        Set<Path> needed = SharedLibraries.of(binaries);
        for (Path library : needed) {
            layer.addEntry(library.toRealPath(), AbsoluteUnixPath.get(library.toString()), PROGRAM);
        }
        Map<String, String> etc = Map.of(
                "passwd", "root:x:0:0::/:/none\nwattsplit:x:" + USER + "::" + HOME + ":/none\n",
                "group", "root:x:0:\nwattsplit:x:10001:\n",
                "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
        for (Map.Entry<String, String> file : etc.entrySet()) {
            Path written = Files.writeString(scratch.resolve(file.getKey()), file.getValue());
            layer.addEntry(written, AbsoluteUnixPath.get("/etc").resolve(file.getKey()));
        }
        Path empty = Files.createDirectory(scratch.resolve("empty"));
        WRITABLE.forEach(folder -> layer.addEntry(empty, AbsoluteUnixPath.get(folder), OPEN_FOLDER));
        layers.add(0, layer.build());
        progress.accept(needed.size() + " shared libraries");
    }
}
