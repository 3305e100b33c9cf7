package org.wattsplit.testbed.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What programs and native libraries load from this machine's folders, as {@code ldd} tells it. */
final class SharedLibraries {
    private static final Pattern LINE =
            Pattern.compile("^\\s+(\\S+)(?: => (not found|/\\S+))?(?: \\(0x[0-9a-f]+\\))?$");
    private static final Pattern LIBC = Pattern.compile("libc\\.so\\.\\d+");

    private SharedLibraries() {}

    /**
     * The libraries that files need beside each other.
     *
     * @param files programs and libraries; what they find in each other is left out
     */
    static Set<Path> of(List<Path> files) {
        Set<String> own = new HashSet<>();
        files.forEach(file -> own.add(name(file)));
        Set<Path> needed = new TreeSet<>();
        for (Path file : files) {
            for (String line : Programs.run("ldd", file.toString()).lines().toList()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches() && !isOwn(matcher.group(1), own)) {
                    add(file, matcher, needed);
                }
            }
        }
        needed.stream()
                .filter(path -> LIBC.matcher(name(path)).matches())
                .toList()
                .forEach(libc -> needed.addAll(loadedByName(libc)));
        return needed;
    }

    /** Whether a library is one of the files; it may be asked for by its version, which the file's name lacks. */
    private static boolean isOwn(String library, Set<String> own) {
        return own.contains(library) || own.contains(library.replaceFirst("\\.so\\.[0-9.]+$", ".so"));
    }

    /** Parts of the C library that look up names; it loads them when asked, so that no program lists them. */
    private static List<Path> loadedByName(Path libc) {
        return Stream.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2")
                .map(libc::resolveSibling)
                .filter(Files::exists)
                .toList();
    }

    private static void add(Path file, Matcher line, Set<Path> needed) {
        if ("not found".equals(line.group(2))) {
            throw Programs.failed(name(file) + " needs " + line.group(1) + ", which this machine lacks");
        }
        String path = line.group(2) == null ? line.group(1) : line.group(2);
        if (path.startsWith("/")) {
            needed.add(Path.of(path));
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
