package org.wattsplit.testbed.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** An authority and what it signs, as PEM files, made by the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "for tests";

    private final Path folder;
    private final String name;

    private Certificates(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** A certificate and its key. */
    record Pair(Path certificate, Path key) {}

    /** A new authority of that name. */
    static Certificates authority(Path folder, String name) {
        Certificates authority = new Certificates(folder, name);
        authority.generate(name, "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
        Certificates.write(authority.path(), "CERTIFICATE", authority.certificate(name));
        return authority;
    }

    /** The authority's own certificate. */
    Path path() {
        return folder.resolve(name + ".pem");
    }

    /** A certificate that it signs, for this machine. */
    Pair sign(String subject) {
        generate(subject);
        Path request = folder.resolve(subject + ".csr");
        Path signed = folder.resolve(subject + ".crt");
        tool(subject, "-certreq", "-file", request.toString());
        tool(
                name,
                "-gencert",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-rfc",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        Path key = folder.resolve(subject + ".key");
        try {
            write(
                    key,
                    "PRIVATE KEY",
                    Objects.requireNonNull(store(subject).getKey(subject, PASSWORD.toCharArray()))
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new Pair(signed, key);
    }

    private void generate(String alias, String... extensions) {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + alias, "-validity", "2"));
        arguments.addAll(List.of(extensions));
        tool(alias, arguments.toArray(String[]::new));
    }

    private byte[] certificate(String alias) {
        try {
            return store(alias).getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store(String alias) {
        try {
            return KeyStore.getInstance(folder.resolve(alias + ".p12").toFile(), PASSWORD.toCharArray());
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
                "-storepass",
                PASSWORD));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
