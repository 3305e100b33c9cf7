package org.wattsplit.testbed.cloud.bench;

import org.wattsplit.testbed.cloud.CloudServer;
import org.wattsplit.testbed.cloud.CloudServerOptions;
import org.wattsplit.testbed.cloud.IdentityModel;

/**
 * The receiving side: the endpoint with a model that computes nothing, and a plain TCP receiver beside it, both on this
 * machine only.
 */
public final class BenchPeer implements AutoCloseable {
    private final CloudServer server;
    private final PlainSink sink;

    private BenchPeer(CloudServer server, PlainSink sink) {
        this.server = server;
        this.sink = sink;
    }

    /** Starts both; they serve when this returns. */
    public static BenchPeer start() {
        CloudServerOptions options = CloudServerOptions.loopback(0);
        CloudServer server = CloudServer.start(options, IdentityModel.repository());
        return new BenchPeer(server, PlainSink.start(options.limits().messageBytes()));
    }

    /** Where both are reached. */
    public Ports ports() {
        return new Ports(server.port(), sink.port());
    }

    @Override
    public void close() {
        sink.close();
        server.close();
    }

    /**
     * Ports of this machine.
     *
     * @param endpoint the endpoint's
     * @param plain the plain receiver's
     */
    public record Ports(int endpoint, int plain) {}
}
