package org.wattsplit.testbed.remote;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Format;
import org.wattsplit.testbed.cloud.Address;
import org.wattsplit.testbed.cloud.BearerToken;
import org.wattsplit.testbed.cloud.CloudSecurity;

/**
 * The way to an edge server as a YAML file, {@code edge.yaml}. It holds no
 * secret: keys and tokens are files of their own.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param address {@code HOST:PORT} of the server
 * @param authority the certificate authority of the server; null, the default, for the ones that Java trusts
 * @param certificate the certificate to show to the server; null, the default, for none
 * @param key its private key; null, the default, for none
 * @param tokenFile the file of a bearer token; null, the default, for none
 * @param plainText whether there is no TLS; default false; beyond this machine nothing is protected then
 */
public record EdgeFile(
        String format,
        int version,
        String address,
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path tokenFile,
        @Default("false") boolean plainText) {
    /** The format that the file names. */
    public static final String FORMAT = "edge";

    /** The version that the file names. */
    public static final int VERSION = 1;

    /** Its readers. */
    public static final Format<EdgeFile> FILE = Format.of(FORMAT, VERSION, EdgeFile.class);

    public EdgeFile {
        Address.parse("the address of the edge server", address);
    }

    /** Reads a file; errors name file, line and column. */
    public static EdgeFile read(Path path) {
        return FILE.readYaml(path);
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
