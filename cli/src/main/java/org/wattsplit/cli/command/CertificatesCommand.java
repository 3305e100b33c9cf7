package org.wattsplit.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.testbed.cloud.LocalAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certificates}. */
@Command(
        name = "certificates",
        description =
                "Make an authority, a server's and a client's certificate, for mutual TLS with 'cloud serve' and 'edge serve'.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For laboratories: they are good for 30 days, and nothing further can be signed, as the authority's own key is not kept.",
            "Keys are files that their owner alone may read. The JDK's keytool makes them.",
            "",
            "Example:",
            "  wattsplit certificates --out certificates --host pi4.local --host 192.168.1.20"
        })
final class CertificatesCommand implements Callable<Integer> {
    private static final String AUTHORITY = "authority.pem";
    private static final List<String> KEPT = List.of(AUTHORITY, "server.crt", "server.key", "client.crt", "client.key");

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Their folder: a new or an empty one.")
    private Path out = Path.of("");

    @Option(
            names = "--host",
            required = true,
            paramLabel = "NAME",
            description = "A name or an IPv4 address that the server is reached by; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Override
    public Integer call() {
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9.-]+")) {
                throw InputException.of("--host", "a name or an IPv4 address", host);
            }
        }
        makeFolder();
        try {
            LocalAuthority authority = LocalAuthority.of(out, "authority");
            authority.sign("server", hosts);
            authority.signClient("client");
        } catch (RuntimeException e) {
            // Half of them is of no use, and would be in the way of the next try.
            delete(List.of());
            throw e;
        }
        delete(KEPT);
        TextTable table = new TextTable("file", "for");
        table.row(AUTHORITY, "both sides: --client-ca of a server, authority of a client's file, --ca of a command");
        table.row("server.crt", "the server, --tls-cert: " + String.join(", ", hosts));
        table.row("server.key", "the server alone, --tls-key");
        table.row("client.crt", "the client, certificate of its file or --tls-cert");
        table.row("client.key", "the client alone, key of its file or --tls-key");
        spec.commandLine().getOut().print(table.leftAligned());
        spec.commandLine().getOut().println("wrote " + out + ", good for 30 days");
        return 0;
    }

    private void makeFolder() {
        try {
            if (Files.exists(out)) {
                try (Stream<Path> files = Files.list(out)) {
                    if (files.findAny().isPresent()) {
                        throw InputException.of("--out", "a new or an empty folder", out + ", which has files");
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
            throw new UncheckedIOException("Cannot make the folder " + out + ": " + e.getMessage(), e);
        }
    }

    /** Deletes all but some: stores of keys that nobody can open any more. */
    private void delete(Collection<String> kept) {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tidy the folder " + out + ": " + e.getMessage(), e);
        }
    }
}
