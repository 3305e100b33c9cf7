package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.link.LinkProxy;
import org.wattsplit.testbed.link.LinkShape;

final class SshDeviceTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HOSTILE = "a'b''\"c\" $HOME `id` $(id) ; exit 3 && \\ * ? # ! \n z";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeSshHost host;

    @BeforeEach
    void start() throws IOException {
        host = new FakeSshHost();
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
    }

    private SshDevice.Options options() {
        return options(host.port());
    }

    private SshDevice.Options options(int port) {
        return new SshDevice.Options(
                "127.0.0.1",
                port,
                "pi",
                FakeSshHost.write(folder.resolve("key"), host.userKey()),
                host.knownAt(folder.resolve("known_hosts"), port),
                60_000);
    }

    @Test
    void filesAreWrittenAndReadInOneCommand() throws IOException {
        Path one = Files.writeString(folder.resolve("it's one"), "a longer text that goes\n");
        Path two = Files.writeString(folder.resolve("two"), "two\nlines\n\n");
        try (SshDevice device = SshDevice.open(options())) {
            assertThat(device.exchange(
                            List.of(new DeviceFiles.Write(one.toString(), HOSTILE)),
                            List.of(one.toString(), two.toString())))
                    .containsExactly(HOSTILE, "two\nlines");
            assertThat(host.commands).hasSize(1);
            assertThat(Files.readString(one)).isEqualTo(HOSTILE);
            device.write(two.toString(), "");
            assertThat(device.read(two.toString())).isEmpty();
        }
    }

    @Test
    void foldersAreListedMadeAndRemoved() throws IOException {
        String made = folder.resolve("a folder's").toString();
        try (SshDevice device = SshDevice.open(options())) {
            device.makeFolder(made);
            device.makeFolder(made);
            assertThat(folder.resolve("a folder's")).isDirectory();
            Files.writeString(folder.resolve("a folder's/b"), "");
            Files.writeString(folder.resolve("a folder's/a"), "");
            assertThat(device.list(made)).containsExactly("a", "b");
            assertThat(device.list(made + "/none")).isEmpty();
            assertThat(device.exists(made + "/a")).isTrue();
            assertThat(device.writable(made + "/a")).isTrue();
            assertThat(device.exists(made + "/c")).isFalse();
            assertThatThrownBy(() -> device.removeFolder(made))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("a folder that can be removed");
            Files.delete(folder.resolve("a folder's/a"));
            Files.delete(folder.resolve("a folder's/b"));
            device.removeFolder(made);
            device.removeFolder(made);
            assertThat(folder.resolve("a folder's")).doesNotExist();
        }
    }

    @Test
    void aFileThatIsNotThereIsNamedAndNotMade() {
        String path = folder.resolve("none").toString();
        try (SshDevice device = SshDevice.open(options())) {
            assertThatThrownBy(() -> device.write(path, "1"))
                    .isInstanceOf(TestbedException.class)
                    .hasMessage("edge: Expected " + path + " of pi@127.0.0.1:" + host.port()
                            + " to be a file that takes 1, given none");
            assertThat(folder.resolve("none")).doesNotExist();
            assertThatThrownBy(() -> device.exchange(List.of(), List.of(folder.toString(), path)))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining(folder + " of pi@127.0.0.1");
        }
    }

    @Test
    void aProgramGetsItsArgumentsAsTheyAre() {
        try (SshDevice device = SshDevice.open(options())) {
            assertThat(device.run(List.of("printf", "%s|", HOSTILE, "", "-n"), LONG))
                    .isEqualTo(new DeviceFiles.ProgramResult(0, HOSTILE + "||-n|", ""));
            assertThat(device.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3"), LONG))
                    .isEqualTo(new DeviceFiles.ProgramResult(3, "out", "err"));
            assertThatThrownBy(() -> device.run(List.of("/nowhere/uhubctl"), LONG))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("a program that can be started on pi@127.0.0.1");
        }
    }

    @Test
    void aProgramThatHangsIsATimeoutAndTheSessionGoesOn() {
        try (SshDevice device = SshDevice.open(options())) {
            assertThatThrownBy(() -> device.run(List.of("sleep", "600"), Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue())
                    .hasMessageContaining("sleep 600 to be done within 300 ms");
            assertThat(device.run(List.of("echo", "still"), LONG).output()).isEqualTo("still");
        }
    }

    @Test
    void aProgramThatPrintsTooMuchIsAnError() {
        try (SshDevice device = SshDevice.open(options())) {
            assertThatThrownBy(() -> device.run(List.of("head", "-c", "1000000", "/dev/zero"), LONG))
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("at most 65536 bytes");
        }
    }

    @Test
    void anUnknownHostIsRefusedAndStaysUnknown() throws IOException {
        SshDevice.Options options = options();
        FakeSshHost.knownAt(options.knownHosts(), 1, FakeSshHost.newKey());
        String before = Files.readString(options.knownHosts());
        assertThatThrownBy(() -> SshDevice.open(options))
                .isInstanceOfSatisfying(
                        TestbedException.class,
                        e -> assertThat(e.retryCanHelp()).isFalse())
                .hasMessageContaining("the host key of pi@127.0.0.1:" + host.port())
                .hasMessageContaining("SHA256:");
        assertThat(Files.readString(options.knownHosts())).isEqualTo(before);
    }

    @Test
    void aHostWithAnotherKeyThanTheKnownOneIsRefused() {
        SshDevice.Options options = options();
        FakeSshHost.knownAt(options.knownHosts(), host.port(), FakeSshHost.newKey());
        assertThatThrownBy(() -> SshDevice.open(options))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("the host key of pi@127.0.0.1:" + host.port());
        assertThat(host.commands).isEmpty();
    }

    @Test
    void aKeyThatTheHostRefusesIsNamed() {
        SshDevice.Options options = options();
        FakeSshHost.write(options.key(), FakeSshHost.newKey());
        assertThatThrownBy(() -> SshDevice.open(options))
                .isInstanceOfSatisfying(
                        TestbedException.class,
                        e -> assertThat(e.retryCanHelp()).isFalse())
                .hasMessageContaining("a host that accepts the key " + options.key());
    }

    @Test
    void aFileThatHoldsNoKeyIsAnInputError() throws IOException {
        SshDevice.Options options = options();
        Files.writeString(options.key(), "not a key");
        assertThatThrownBy(() -> SshDevice.open(options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(options.key().toString());
        Files.delete(options.knownHosts());
        assertThatThrownBy(() -> SshDevice.open(options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the file of known hosts");
    }

    @Test
    void aHostThatCannotBeReachedMayBeTriedAgain() throws IOException {
        SshDevice.Options options = options();
        host.close();
        assertThatThrownBy(() -> SshDevice.open(options))
                .isInstanceOfSatisfying(
                        TestbedException.class,
                        e -> assertThat(e.retryCanHelp()).isTrue())
                .hasMessageContaining("reachable by SSH");
    }

    @Test
    void aLostConnectionFailsTheCallAndTheNextOneConnectsAnew() throws InterruptedException {
        try (SshDevice device = SshDevice.open(options())) {
            assertThat(device.run(List.of("echo", "one"), LONG).output()).isEqualTo("one");
            Thread dropping = new Thread(() -> {
                try {
                    // Its own end is that of the test, should there never be one.
                    while (host.commands.size() < 2) {
                        Thread.sleep(1);
                    }
                } catch (InterruptedException e) {
                    return;
                }
                host.dropConnections();
            });
            dropping.setDaemon(true);
            dropping.start();
            assertThatThrownBy(() -> device.run(List.of("sleep", "600"), LONG))
                    .isInstanceOfSatisfying(
                            TestbedException.class,
                            e -> assertThat(e.retryCanHelp()).isTrue())
                    .hasMessageContaining("the connection to pi@127.0.0.1");
            dropping.join();
            assertThat(device.run(List.of("echo", "two"), LONG).output()).isEqualTo("two");
        }
    }

    @Test
    void aSwitchOfARemoteFrequencyTakesOneCommand() {
        assertThat(switches()).allSatisfy(millis -> assertThat(millis).isGreaterThanOrEqualTo(20));
    }

    /** A channel, its command, the answer: two round trips of 20 ms, and room for a slow machine. */
    @Test
    @Tag("timed")
    void aSwitchOfARemoteFrequencyTakesTwoRoundTrips() {
        assertThat(Collections.min(switches())).isBetween(20.0, 400.0);
    }

    /** How long switches over a link of 10 ms each way took, each of one command. */
    private List<Double> switches() {
        FakeCpufreq sysfs = new FakeCpufreq(folder.resolve("cpufreq")).policy("policy0");
        LinkShape delay = new LinkShape(Double.POSITIVE_INFINITY, 10);
        try (LinkProxy proxy = LinkProxy.to(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), host.port()), delay, delay);
                SshDevice device = SshDevice.open(options(proxy.port()))) {
            CpuFrequency frequency = CpuFrequency.open(
                    device,
                    CpuFrequency.Options.of(sysfs.root(), List.of(), CpuFrequency.Mode.USERSPACE),
                    folder.resolve("state"),
                    told -> {});
            EdgeDevice edge = EdgeDevice.of(List.of(frequency));
            edge.apply(mhz("600"));
            List<Double> millis = new ArrayList<>();
            for (String value : List.of("1800", "600", "1200")) {
                int before = host.commands.size();
                millis.add(edge.apply(mhz(value)).millis());
                assertThat(host.commands).hasSize(before + 1);
                assertThat(sysfs.get("policy0", "scaling_setspeed")).isEqualTo(value + "000");
            }
            edge.close();
            assertThat(sysfs.get("policy0", "scaling_governor")).isEqualTo("ondemand");
            return millis;
        }
    }

    private static HardwareSetting mhz(String value) {
        return new HardwareSetting(0, List.of("cpu_freq_mhz"), List.of(value));
    }
}
