package org.wattsplit.testbed.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** An SSH server on loopback that runs commands as OpenSSH does, by a shell; it knows one key. */
final class FakeSshHost implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = newKey();
    private final KeyPair userKey = newKey();
    /** The commands that it was given. */
    final List<String> commands = new CopyOnWriteArrayList<>();

    FakeSshHost() throws IOException {
        server.setHost("127.0.0.1");
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("pi") && KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory((channel, command) -> {
            commands.add(command);
            return new Shell(command);
        });
        server.start();
    }

    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    KeyPair userKey() {
        return userKey;
    }

    /** Writes a private key as OpenSSH does. */
    static Path write(Path file, KeyPair key) {
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "a test", null, out);
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a file of known hosts that has this one's key at a port of loopback. */
    Path knownAt(Path file, int port) {
        return knownAt(file, port, hostKey);
    }

    static Path knownAt(Path file, int port, KeyPair key) {
        try {
            return Files.writeString(
                    file, "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Breaks all connections. */
    void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** A command that a shell runs to its end. */
    private static final class Shell implements Command {
        private final String command;
        private @Nullable Process process;
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private @Nullable ExitCallback callback;

        Shell(String command) {
            this.command = command;
        }

        @Override
        public void setInputStream(InputStream in) {
            // Commands get no input.
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback exit) {
            callback = exit;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) throws IOException {
            Process started = new ProcessBuilder("sh", "-c", command).start();
            process = started;
            Thread thread = new Thread(() -> serve(started), "fake-ssh-shell");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(Process started) {
            try (InputStream output = started.getInputStream();
                    InputStream errors = started.getErrorStream()) {
                started.getOutputStream().close();
                output.transferTo(out);
                errors.transferTo(err);
                out.flush();
                err.flush();
                exit(started.waitFor());
            } catch (IOException e) {
                err(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void err(String text) {
            try {
                err.write(text.getBytes(StandardCharsets.UTF_8));
                exit(255);
            } catch (IOException e) {
                // The client is gone.
                return;
            }
        }

        private void exit(int status) {
            ExitCallback exit = callback;
            if (exit != null) {
                exit.onExit(status);
            }
        }

        @Override
        public void destroy(ChannelSession channel) {
            Process started = process;
            if (started != null) {
                started.destroyForcibly();
            }
        }
    }
}
