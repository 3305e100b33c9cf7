package org.wattsplit.testbed.image;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.testbed.cloud.CloudMain;

/**
 * The jars that the cloud's program runs from: the runtime class path of its own module and nothing else, whatever else is on
 * the class path here. The module's build wrote their names into its jar.
 */
final class EndpointLibraries {
    private static final String NAMES = "libraries.txt";

    private EndpointLibraries() {}

    /**
     * The jars, the program's own among them.
     *
     * @throws UncheckedIOException where the program runs from classes of a build that made no jars
     */
    static List<Path> find() {
        Path own = ownPlace();
        List<String> names = names();
        if (Files.isRegularFile(own) && !names.isEmpty()) {
            return onClassPath(own, names);
        }
        // Classes of a build: the folder that it makes of the same jars lies beside them.
        Path folder = own.resolveSibling("cloud").resolve("lib");
        if (Files.isDirectory(folder)) {
            return jars(folder);
        }
        throw Programs.failed("Expected the jars of the cloud's program on the class path or in " + folder
                + ", given none" + System.lineSeparator() + "Maybe run mvn package first");
    }

    private static Path ownPlace() {
        try {
            return Path.of(CloudMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names() {
        try (@Nullable InputStream in = CloudMain.class.getResourceAsStream(NAMES)) {
            if (in == null) {
                return List.of();
            }
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .split(":", -1))
                    .map(EndpointLibraries::fileName)
                    .toList();
        } catch (IOException e) {
            throw Failures.of("read the names of the cloud's libraries", e);
        }
    }

    private static List<Path> onClassPath(Path own, List<String> names) {
        Map<String, Path> here = new HashMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            here.putIfAbsent(fileName(entry), Path.of(entry));
        }
        List<Path> found = new ArrayList<>(List.of(own));
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            Path jar = here.getOrDefault(name, own.resolveSibling(name));
            if (Files.isRegularFile(jar)) {
                found.add(jar);
            } else {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw Programs.failed("Expected " + String.join(", ", missing) + " on the class path, given none");
        }
        return found;
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failures.of("list " + folder, e);
        }
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(File.separatorChar)) + 1);
    }
}
