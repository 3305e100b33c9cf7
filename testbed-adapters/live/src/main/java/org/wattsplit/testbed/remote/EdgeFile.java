package org.wattsplit.testbed.remote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.testbed.cloud.Address;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudSecurity;

/**
 * The way to an edge server as a YAML file, {@code edge.yaml}; every field is there, null where it says nothing. It holds no
 * secret: keys and tokens are files of their own.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param address {@code HOST:PORT} of the server
 * @param authority the certificate authority of the server; null for the ones that Java trusts
 * @param certificate the certificate to show to the server; null for none
 * @param key its private key; null for none
 * @param tokenFile the file of a bearer token; null for none
 * @param plainText whether there is no TLS; beyond this machine nothing is protected then
 */
public record EdgeFile(
        String format,
        int version,
        String address,
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path tokenFile,
        boolean plainText) {
    /** The format that the file names. */
    public static final String FORMAT = "edge";

    /** The version that the file names. */
    public static final int VERSION = 1;

    public EdgeFile {
        if (!format.equals(FORMAT) || version != VERSION) {
            throw InputException.of("the file", FORMAT + " version " + VERSION, format + " version " + version);
        }
        Address.parse("the address of the edge server", address);
    }

    /** Reads a file; errors name file, line and column. */
    public static EdgeFile read(Path path) {
        return Documents.readYaml(path, EdgeFile.class);
    }

    /** How the agent is reached. */
    public RemoteOptions options() {
        Address where = Address.parse("the address of the edge server", address);
        CloudSecurity security = new CloudSecurity(
                !plainText,
                certificate,
                key,
                plainText ? null : authority,
                tokenFile == null ? null : BearerToken.fromFile(tokenFile),
                plainText);
        return RemoteOptions.of(where.host(), where.port(), security);
    }
}
