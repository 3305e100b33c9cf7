package org.wattsplit.testbed.cloud;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/** Servers and connections of gRPC as a {@link CloudSecurity} says: certificates, tokens, and where plain text is allowed. */
public final class SecuredGrpc {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private SecuredGrpc() {}

    /**
     * The address that a server listens on.
     *
     * @throws InputException when it is none of this machine, or when the security does not allow it
     */
    public static InetSocketAddress listening(String host, int port, CloudSecurity security) {
        InetAddress address = resolve(host);
        if (!security.tls() && !security.plainTextAnywhere() && !address.isLoopbackAddress()) {
            throw InputException.of("the host of a server without TLS", "this machine itself", host)
                    .maybe("give a certificate and its key, or allow plain text explicitly");
        }
        if (security.tls() && security.certificate() == null) {
            throw InputException.of("the certificate of a server with TLS", "given", "none");
        }
        return new InetSocketAddress(address, port);
    }

    static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw InputException.of("the host", "a name or an address of this machine", host);
        }
    }

    /**
     * A server at an address; it refuses calls without the token, if there is one, but for those of the health service.
     *
     * @throws InputException for files that cannot be used
     */
    public static NettyServerBuilder server(InetSocketAddress address, CloudSecurity security) {
        NettyServerBuilder builder;
        try {
            builder = NettyServerBuilder.forAddress(address, serverCredentials(security));
        } catch (IllegalArgumentException e) {
            throw badFiles(security, e);
        }
        @Nullable BearerToken token = security.token();
        return token == null ? builder : builder.intercept(new TokenCheck(token));
    }

    private static ServerCredentials serverCredentials(CloudSecurity security) {
        @Nullable Path certificate = security.certificate();
        @Nullable Path key = security.key();
        if (!security.tls() || certificate == null || key == null) {
            return InsecureServerCredentials.create();
        }
        try {
            TlsServerCredentials.Builder builder =
                    TlsServerCredentials.newBuilder().keyManager(certificate.toFile(), key.toFile());
            @Nullable Path authority = security.authority();
            if (authority != null) {
                builder.trustManager(authority.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (IOException e) {
            throw badFiles(security, e);
        }
    }

    /**
     * A connection to a server, whose calls carry the token, if there is one.
     *
     * @throws InputException for a server that the security does not allow, or files that cannot be used
     */
    public static NettyChannelBuilder channel(String host, int port, CloudSecurity security) {
        if (!security.tls() && !security.plainTextAnywhere() && !isLoopback(host)) {
            throw InputException.of("the host of a connection without TLS", "this machine itself", host)
                    .maybe("use TLS, or allow plain text explicitly");
        }
        NettyChannelBuilder builder;
        try {
            builder = NettyChannelBuilder.forAddress(host, port, channelCredentials(security));
        } catch (IllegalArgumentException e) {
            throw badFiles(security, e);
        }
        @Nullable BearerToken token = security.token();
        if (token != null) {
            Metadata headers = new Metadata();
            headers.put(AUTHORIZATION, token.header());
            builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers));
        }
        return builder;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw InputException.of("the host", "a name that is known", host);
        }
    }

    private static ChannelCredentials channelCredentials(CloudSecurity security) {
        if (!security.tls()) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        @Nullable Path authority = security.authority();
        @Nullable Path certificate = security.certificate();
        @Nullable Path key = security.key();
        try {
            if (authority != null) {
                builder.trustManager(authority.toFile());
            }
            if (certificate != null && key != null) {
                builder.keyManager(certificate.toFile(), key.toFile());
            }
            return builder.build();
        } catch (IOException e) {
            throw badFiles(security, e);
        }
    }

    /** The error of files that are no certificates and keys. */
    private static InputException badFiles(CloudSecurity security, Exception e) {
        return new InputException(
                "Expected the files of TLS to be PEM of certificates and a PKCS #8 key, given certificate "
                        + security.certificate() + ", key " + security.key() + ", authority " + security.authority()
                        + ": " + reason(e),
                e);
    }

    /** What the last cause of a failure says. */
    public static String reason(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }

    /** Refuses calls without the token; the health service says nothing that needs one. */
    private record TokenCheck(BearerToken token) implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            @Nullable String given = headers.get(AUTHORIZATION);
            boolean free =
                    HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName());
            if (free || (given != null && token.isIn(given))) {
                return next.startCall(call, headers);
            }
            call.close(
                    Refusal.of(
                                    Status.UNAUTHENTICATED,
                                    "the header authorization",
                                    "Bearer with this server's token",
                                    given == null ? "none" : "another")
                            .getStatus(),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
