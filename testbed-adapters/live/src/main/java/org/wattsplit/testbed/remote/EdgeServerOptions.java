package org.wattsplit.testbed.remote;

import org.wattsplit.framework.check.Check;
import org.wattsplit.testbed.cloud.CloudSecurity;

/**
 * How an edge server is started.
 *
 * @param host the address that it listens on; beyond the machine itself the security has an authority whose certificates
 *     controllers must show, unless it allows plain text
 * @param port its port; 0 for any that is free
 * @param security who may control the device, and how the server shows who it is
 */
public record EdgeServerOptions(String host, int port, CloudSecurity security) {
    public EdgeServerOptions {
        Check.notBlank("the host", host);
        Check.range("the port", 0, 65_535, port);
    }
}
