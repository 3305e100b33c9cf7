package org.wattsplit.testbed.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.WriteLock;

/**
 * A laboratory's certificates for mutual TLS: an authority's, a server's and a client's, good for 30 days. Nothing further
 * can be signed, as the authority's own key is not kept.
 */
public final class Certificates {
    /** Who vouches for both sides. */
    public static final String AUTHORITY = "authority.pem";

    private static final List<String> KEPT = List.of(AUTHORITY, "server.crt", "server.key", "client.crt", "client.key");

    private Certificates() {}

    /**
     * Makes them.
     *
     * @param out their folder, a new or an empty one; a new one is its owner's alone
     * @param hosts names and IPv4 addresses that the server is reached by
     * @throws InputException where the folder has files, or a host is no name and no address
     */
    public static void make(Path out, List<String> hosts) {
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9.-]+")) {
                throw InputException.of("a host", "a name or an IPv4 address", host);
            }
        }
        try (WriteLock mine = WriteLock.of(out)) {
            makeFolder(out);
            makeIn(out, hosts);
        }
    }

    private static void makeIn(Path out, List<String> hosts) {
        try {
            LocalAuthority authority = LocalAuthority.of(out, "authority");
            authority.sign("server", hosts);
            authority.signClient("client");
        } catch (RuntimeException e) {
            // Half of them is of no use, and would be in the way of the next try.
            delete(out, List.of());
            throw e;
        }
        delete(out, KEPT);
    }

    private static void makeFolder(Path out) {
        try {
            if (Files.exists(out)) {
                try (Stream<Path> files = Files.list(out)) {
                    if (files.findAny().isPresent()) {
                        throw InputException.of(
                                "the certificates' folder", "a new or an empty folder", out + ", which has files");
                    }
                }
                return;
            }
            Path absolute = out.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            if (Files.getFileStore(absolute.getParent()).supportsFileAttributeView("posix")) {
                Files.createDirectory(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(absolute);
            }
        } catch (IOException e) {
            throw Failures.of("make the folder " + out, e);
        }
    }

    /** Deletes all but some: stores of keys that nobody can open any more. */
    private static void delete(Path out, Collection<String> kept) {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw Failures.of("tidy the folder " + out, e);
        }
    }
}
