package org.wattsplit.testbed.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.KeyGenerator;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Failures;

/**
 * A certificate authority of a laboratory's own, made by the JDK's {@code keytool}, and what it signs: for machines that
 * nobody else has to trust. Keys are files that their owner alone may read; the authority's own key is in no file once
 * the folder of its stores is gone, so nothing can be signed later.
 */
public final class LocalAuthority {
    private static final int DAYS = 30;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final String name;
    private final String password;

    private LocalAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        // A secret, not chance of an experiment: it must not follow from a seed.
        password = HexFormat.of().formatHex(secret());
    }

    private static byte[] secret() {
        try {
            return KeyGenerator.getInstance("AES").generateKey().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    /**
     * A certificate and its key, PEM.
     *
     * @param certificate the certificate
     * @param key the private key, PKCS #8
     */
    public record Pair(Path certificate, Path key) {}

    /**
     * A new authority.
     *
     * @param folder where its files go; it should be one that others cannot read
     * @param name its name: letters, digits and -
     */
    public static LocalAuthority of(Path folder, String name) {
        Check.that(name.matches("[A-Za-z0-9-]+"), "the authority's name", "letters, digits and -", name);
        LocalAuthority authority = new LocalAuthority(folder, name);
        authority.generate(name, "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
        authority.write(authority.certificate(), "CERTIFICATE", authority.encodedCertificate(name));
        return authority;
    }

    /** The authority's own certificate, PEM. */
    public Path certificate() {
        return folder.resolve(name + ".pem");
    }

    /** A certificate that it signs for a server of this machine alone. */
    public Pair sign(String subject) {
        return sign(subject, List.of("127.0.0.1", "localhost"));
    }

    /**
     * A certificate that it signs for a server, which no client can use, good for 30 days.
     *
     * @param subject letters, digits and -
     * @param hosts names and IPv4 addresses that it is for
     */
    public Pair sign(String subject, List<String> hosts) {
        Check.notEmpty("the certificate's hosts", hosts);
        hosts.forEach(host -> Check.that(host.matches("[A-Za-z0-9.-]+"), "a host", "a name or an address", host));
        String names = hosts.stream()
                .map(host -> (host.matches("[0-9.]+") ? "ip:" : "dns:") + host)
                .collect(Collectors.joining(","));
        return sign(subject, "-ext", "eku=serverAuth", "-ext", "san=" + names);
    }

    /** A certificate that it signs for a client, which no server can use, good for 30 days. */
    public Pair signClient(String subject) {
        return sign(subject, "-ext", "eku=clientAuth");
    }

    private Pair sign(String subject, String... extensions) {
        Check.that(subject.matches("[A-Za-z0-9-]+"), "the certificate's subject", "letters, digits and -", subject);
        generate(subject);
        Path request = folder.resolve(subject + ".csr");
        Path signed = folder.resolve(subject + ".crt");
        tool(subject, "-certreq", "-file", request.toString());
        List<String> arguments = new ArrayList<>(List.of(
                "-gencert",
                "-validity",
                String.valueOf(DAYS),
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-rfc"));
        arguments.addAll(List.of(extensions));
        tool(name, arguments.toArray(String[]::new));
        Path key = folder.resolve(subject + ".key");
        try {
            write(
                    key,
                    "PRIVATE KEY",
                    Objects.requireNonNull(store(subject).getKey(subject, password.toCharArray()))
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new Pair(signed, key);
    }

    private void generate(String alias, String... extensions) {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + alias,
                "-validity",
                String.valueOf(DAYS)));
        arguments.addAll(List.of(extensions));
        tool(alias, arguments.toArray(String[]::new));
    }

    private byte[] encodedCertificate(String alias) {
        try {
            return store(alias).getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store(String alias) {
        try {
            return KeyStore.getInstance(folder.resolve(alias + ".p12").toFile(), password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tool(String alias, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                arguments[0],
                "-alias",
                alias,
                "-keystore",
                folder.resolve(alias + ".p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "WATTSPLIT_STORE"));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // Other users can see a process's arguments.
            builder.environment().put("WATTSPLIT_STORE", password);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw Failures.of("run the JDK's keytool", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void write(Path file, String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String text = "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(OWNER);
        try {
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.createFile(file, owner);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Failures.writing(file, e);
        }
    }
}
