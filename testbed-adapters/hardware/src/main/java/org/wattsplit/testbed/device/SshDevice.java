package org.wattsplit.testbed.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * Files and programs of a remote device over SSH, with a key and with hosts that are known beforehand: no password, no
 * host accepted on trust. One session stays open; each call is one command in it. A call after the connection was lost
 * fails with {@code retryCanHelp}, and the next one connects anew.
 *
 * <p>The device has a POSIX shell. Keys are RSA or ECDSA; Ed25519 needs a further library (BouncyCastle) on the class path.
 */
public final class SshDevice implements DeviceFiles {
    /** Exit statuses of a shell whose program is not there or cannot be run. */
    private static final Set<Integer> NOT_STARTED = Set.of(126, 127);

    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    /** The exit status of the first step of an exchange that fails; the next step has the next. */
    private static final int FIRST_STEP = 10;

    private static final int MOST_STEPS = 100;

    private final Options options;
    private final SshClient client;
    private final Duration timeout;
    /** The host key that was refused; the client verifies on a thread of its own. */
    private volatile String refusedKey = "";

    private @Nullable ClientSession session;

    private SshDevice(Options options, List<KeyPair> keys) {
        this.options = options;
        this.timeout = Duration.ofMillis(options.timeoutMillis());
        this.client = SshClient.setUpDefaultClient();
        KnownHostsServerKeyVerifier known =
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, options.knownHosts());
        client.setServerKeyVerifier((session, address, key) -> {
            boolean accepted = known.verifyServerKey(session, address, key);
            refusedKey = accepted ? "" : words(key);
            return accepted;
        });
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys));
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        // The user's own ~/.ssh/config says nothing here: what is meant is in the options.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setSessionHeartbeat(HeartbeatType.IGNORE, HEARTBEAT);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        // A command is a few small packets, each of which would wait for the one before.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
    }

    /**
     * Which device, and how it is known.
     *
     * @param host its name or address
     * @param port its port; default 22
     * @param user who logs in
     * @param key file of the private key, without a passphrase
     * @param knownHosts file of known hosts, as OpenSSH writes it
     * @param timeoutMillis for the connection, and for each call that has no time of its own; default 10,000
     */
    public record Options(
            String host,
            @Default("22") int port,
            String user,
            Path key,
            Path knownHosts,
            @Default("10000") int timeoutMillis) {
        public Options {
            Check.notBlank("the host", host);
            Check.range("the port", 1, 65_535, port);
            Check.notBlank("the user", user);
            Check.range("the timeout in milliseconds", 1, 600_000, timeoutMillis);
        }
    }

    /**
     * Connects.
     *
     * @throws InputException when the key or the known hosts cannot be read
     * @throws TestbedException when the host is not known, refuses the key, or cannot be reached
     */
    public static SshDevice open(Options options) {
        if (!Files.isReadable(options.knownHosts())) {
            throw InputException.of("the file of known hosts", "readable", options.knownHosts());
        }
        SshDevice device = new SshDevice(options, keys(options.key()));
        try {
            device.connected();
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
        return device;
    }

    private static List<KeyPair> keys(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
            List<KeyPair> keys = new ArrayList<>();
            if (found != null) {
                found.forEach(keys::add);
            }
            if (keys.isEmpty()) {
                throw InputException.of("the key", "a private key", file + ", which holds none");
            }
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new InputException(
                    "Expected the key to be a readable RSA or ECDSA key without a passphrase, given " + file + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static String words(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    }

    @Override
    public String name() {
        return options.user() + "@" + options.host() + ":" + options.port();
    }

    private ClientSession connected() {
        ClientSession open = session;
        if (open != null && open.isOpen()) {
            return open;
        }
        ClientSession fresh = connect();
        session = fresh;
        return fresh;
    }

    private ClientSession connect() {
        refusedKey = "";
        @Nullable ClientSession fresh = null;
        try {
            fresh = client.connect(options.user(), options.host(), options.port())
                    .verify(timeout)
                    .getSession();
            fresh.auth().verify(timeout);
            return fresh;
        } catch (IOException e) {
            if (fresh != null) {
                fresh.close(true);
            }
            String key = refusedKey;
            if (!key.isEmpty()) {
                throw DeviceErrors.broken(
                        "the host key of " + name(), "one of those that " + options.knownHosts() + " has for it", key);
            }
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("No more authentication methods")) {
                throw DeviceErrors.broken(name(), "a host that accepts the key " + options.key(), reason);
            }
            throw DeviceErrors.passing(name(), "reachable by SSH", reason);
        }
    }

    /** A word of a POSIX shell that means the text itself. */
    static String quoted(String text) {
        Check.that(text.indexOf('\0') < 0, "a word for the shell", "without a character 0", "one with it");
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public List<String> exchange(List<Write> writes, List<String> reads) {
        Check.that(
                writes.size() + reads.size() <= MOST_STEPS,
                "an exchange",
                "of at most " + MOST_STEPS + " files",
                writes.size() + reads.size());
        StringBuilder script = new StringBuilder();
        int step = FIRST_STEP;
        for (Write write : writes) {
            // A redirection makes a file that is not there, so that is looked at first.
            script.append("test -e ")
                    .append(quoted(write.path()))
                    .append(" || { echo none >&2; exit ")
                    .append(step);
            script.append("; }\nprintf %s ")
                    .append(quoted(write.text()))
                    .append(" > ")
                    .append(quoted(write.path()));
            script.append(" || exit ").append(step++).append('\n');
        }
        for (String path : reads) {
            script.append("head -c ").append(MOST_BYTES).append(' ').append(quoted(path));
            script.append(" || exit ").append(step++).append("\nprintf '\\000'\n");
        }
        ProgramResult result = execute(
                "sh -c " + quoted(script.toString()),
                "the files " + paths(writes, reads),
                timeout,
                Math.multiplyExact(MOST_BYTES + 1, Math.max(1, reads.size())));
        if (result.exit() != 0) {
            int failed = result.exit() - FIRST_STEP;
            if (failed >= 0 && failed < writes.size()) {
                Write write = writes.get(failed);
                throw DeviceErrors.broken(
                        write.path() + " of " + name(), "a file that takes " + write.text(), result.errors());
            }
            if (failed >= 0 && failed < writes.size() + reads.size()) {
                throw DeviceErrors.broken(
                        reads.get(failed - writes.size()) + " of " + name(), "a readable file", result.errors());
            }
            throw DeviceErrors.broken(
                    name(), "a device with a POSIX shell", "exit " + result.exit() + ": " + result.errors());
        }
        String[] texts = result.output().split("\0", -1);
        if (texts.length != reads.size() + 1) {
            throw DeviceErrors.broken("the files " + reads + " of " + name(), "text", "bytes of value 0");
        }
        List<String> stripped = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            stripped.add(texts[i].stripTrailing());
        }
        return stripped;
    }

    private static List<String> paths(List<Write> writes, List<String> reads) {
        List<String> paths = new ArrayList<>(writes.stream().map(Write::path).toList());
        paths.addAll(reads);
        return paths.stream().distinct().toList();
    }

    private ProgramResult shell(String script, String what) {
        return execute("sh -c " + quoted(script), what, timeout, MOST_BYTES);
    }

    @Override
    public boolean exists(String path) {
        return shell("test -e " + quoted(path), path).exit() == 0;
    }

    @Override
    public boolean writable(String path) {
        return shell("test -w " + quoted(path), path).exit() == 0;
    }

    @Override
    public List<String> list(String folder) {
        ProgramResult result = shell("test ! -d " + quoted(folder) + " || ls -1 " + quoted(folder), folder);
        if (result.exit() != 0) {
            throw DeviceErrors.broken(folder + " of " + name(), "a readable folder", result.errors());
        }
        return result.output().lines().sorted().toList();
    }

    @Override
    public void makeFolder(String folder) {
        folder(folder, "test -d " + quoted(folder) + " || mkdir " + quoted(folder), "made");
    }

    @Override
    public void removeFolder(String folder) {
        folder(folder, "test ! -d " + quoted(folder) + " || rmdir " + quoted(folder), "removed");
    }

    private void folder(String folder, String script, String done) {
        ProgramResult result = shell(script, folder);
        if (result.exit() != 0) {
            throw DeviceErrors.broken(folder + " of " + name(), "a folder that can be " + done, result.errors());
        }
    }

    @Override
    public ProgramResult run(List<String> command, Duration limit) {
        String words = command.stream().map(SshDevice::quoted).collect(Collectors.joining(" "));
        ProgramResult result = execute("exec " + words, String.join(" ", command), limit, MOST_BYTES);
        if (NOT_STARTED.contains(result.exit())) {
            throw DeviceErrors.broken(command.get(0), "a program that can be started on " + name(), result.errors());
        }
        return result;
    }

    private ProgramResult execute(String command, String what, Duration limit, int mostBytes) {
        ClientSession open = connected();
        Bounded output = new Bounded(mostBytes);
        Bounded errors = new Bounded(MOST_BYTES);
        ChannelExec channel = null;
        try {
            channel = open.createExecChannel(command);
            channel.setIn(InputStream.nullInputStream());
            channel.setOut(output);
            channel.setErr(errors);
            OpenFuture opening = channel.open();
            if (!opening.await(limit)) {
                throw LocalFiles.late(List.of(what), limit);
            }
            opening.verify();
            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
            if (events.contains(ClientChannelEvent.TIMEOUT)) {
                throw LocalFiles.late(List.of(what), limit);
            }
            Integer exit = channel.getExitStatus();
            if (exit == null) {
                throw lost(what, channel.getExitSignal());
            }
            if (output.overflowed || errors.overflowed) {
                throw DeviceErrors.broken("the output of " + what, "at most " + mostBytes + " bytes", "more");
            }
            return new ProgramResult(exit, output.text(), errors.text());
        } catch (IOException e) {
            throw lost(what, e.getMessage());
        } finally {
            if (channel != null) {
                channel.close(true);
            }
        }
    }

    private TestbedException lost(String what, @Nullable String reason) {
        ClientSession open = session;
        if (open != null && !open.isOpen()) {
            session = null;
        }
        return DeviceErrors.passing(
                "the connection to " + name(), "there until the end of " + what, reason == null ? "its loss" : reason);
    }

    @Override
    public void close() {
        session = null;
        client.stop();
    }

    /** The beginning of what a program prints. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int most;
        private boolean overflowed;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public synchronized void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            int room = Math.min(length, most - kept.size());
            kept.write(bytes, offset, room);
            overflowed |= room < length;
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
