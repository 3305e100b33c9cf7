package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.framework.testbed.TestbedException;

final class DevicesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private DeviceSpec spec(String yaml) throws IOException {
        return Documents.readYaml(Files.writeString(folder.resolve("device.yaml"), yaml), DeviceSpec.class);
    }

    private DeviceSpec spec(String root, String ssh) throws IOException {
        return spec("""
                ssh: %s
                knobs:
                  - kind: cpufreq
                    root: %s
                    policies: []
                    mode: bounds
                  - kind: none
                """.formatted(ssh, root));
    }

    @Test
    void everyKindIsReadFromYamlAndWrittenAsTheSame() throws IOException {
        DeviceSpec spec = spec("""
                ssh: {host: raspberry, port: 22, user: pi, key: /k, known_hosts: /h, timeout_millis: 5000}
                knobs:
                  - {kind: cpu-share, processors: 0, period_micros: 20000}
                  - {kind: cpufreq, root: /sys/devices/system/cpu/cpufreq, policies: [policy0], mode: userspace}
                  - {kind: usb-power, program: uhubctl, hub: 1-1.4, port: 2, devices: ["18d1:9302"], timeout_millis: 5000}
                  - {kind: nvidia, program: nvidia-smi, gpu: 0, timeout_millis: 5000}
                  - {kind: none}
                """);
        assertThat(spec.knobs()).hasSize(5);
        assertThat(spec.knobs().get(1))
                .isEqualTo(CpuFrequency.Options.of(
                        CpuFrequency.Options.ROOT, List.of("policy0"), CpuFrequency.Mode.USERSPACE));
        assertThat(spec.ssh())
                .isEqualTo(new SshDevice.Options("raspberry", 22, "pi", Path.of("/k"), Path.of("/h"), 5000));
        assertThat(spec(Documents.toYaml(spec)).knobs()).isEqualTo(spec.knobs());
    }

    @Test
    void aFileThatIsWrongSaysWhere() {
        assertThatThrownBy(() -> spec("ssh: null\nknobs:\n  - {kind: magic}\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("device.yaml:3")
                .hasMessageContaining("magic");
        assertThatThrownBy(() -> spec("ssh: null\nknobs:\n  - {kind: nvidia, program: p, gpu: x, timeout_millis: 1}\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected the GPU to be a number or a UUID, given x");
    }

    @Test
    void knobsOfClustersHaveNamesAndPoliciesOfTheirOwn() throws IOException {
        String yaml = """
                knobs:
                  - {kind: cpufreq, policies: [policy0], mode: userspace}
                  - {kind: cpufreq, policies: [%s], mode: userspace, name: %s}
                """;
        DeviceSpec spec = spec(yaml.formatted("policy4, policy6", "cpu_freq_mhz_big"));
        assertThat(spec.knobs().get(1))
                .isEqualTo(new CpuFrequency.Options(
                        CpuFrequency.Options.ROOT,
                        List.of("policy4", "policy6"),
                        CpuFrequency.Mode.USERSPACE,
                        "cpu_freq_mhz_big"));
        assertThat(spec(Documents.toYaml(spec))).isEqualTo(spec);
        for (String policies : List.of("", "policy0, policy4")) {
            assertThatThrownBy(() -> spec(yaml.formatted(policies, "cpu_freq_mhz_big")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Expected the policies of cpu_freq_mhz and cpu_freq_mhz_big to be named, and"
                            + " different ones");
        }
        assertThatThrownBy(() -> spec(yaml.formatted("policy4", "big")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected the knob's name to be cpu_freq_mhz, or that followed by _");
    }

    @Test
    void aDeviceIsOpenedSetAndClosed() throws IOException {
        FakeCpufreq sysfs = new FakeCpufreq(folder.resolve("cpufreq")).policy("policy0");
        try (EdgeDevice device = Devices.open(spec(sysfs.root(), "null"), folder.resolve("state"), told -> {})) {
            EdgeDevice.Switch change = device.apply(
                    new HardwareSetting(0, List.of("cpu_freq_mhz", "edge_accelerator"), List.of("800", "off")));
            assertThat(change.changed()).isEqualTo(2);
            assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("800000");
            device.verify();
        }
        assertThat(sysfs.get("policy0", "scaling_max_freq")).isEqualTo("1800000");
    }

    @Test
    void whatIsMissingIsSaidBeforeAnythingIsOpened() throws IOException {
        DeviceSpec spec = spec("/nowhere", "null");
        assertThat(Devices.probe(spec))
                .extracting(Probe::name, Probe::state)
                .containsExactly(tuple("cpu_freq_mhz", Probe.State.MISSING), tuple("edge_accelerator", Probe.State.OK));
        assertThatThrownBy(() -> Devices.open(spec, folder.resolve("state"), told -> {}))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("no cpufreq policy in /nowhere")
                .hasMessageContaining("Maybe");
    }

    @Test
    void aRemoteDeviceIsProbedAndSet() throws IOException {
        FakeCpufreq sysfs = new FakeCpufreq(folder.resolve("cpufreq")).policy("policy0");
        try (FakeSshHost host = new FakeSshHost()) {
            Path known = host.knownAt(folder.resolve("known_hosts"), host.port());
            Path key = FakeSshHost.write(folder.resolve("key"), host.userKey());
            DeviceSpec spec = spec(
                    sysfs.root(),
                    "{host: 127.0.0.1, port: %d, user: pi, key: %s, known_hosts: %s, timeout_millis: 60000}"
                            .formatted(host.port(), key, known));
            assertThat(Devices.probe(spec)).extracting(Probe::state).containsOnly(Probe.State.OK);
            try (EdgeDevice device = Devices.open(spec, folder.resolve("state"), told -> {})) {
                device.apply(new HardwareSetting(0, List.of("cpu_freq_mhz"), List.of("1000")));
                assertThat(sysfs.get("policy0", "scaling_min_freq")).isEqualTo("1000000");
            }
            assertThat(sysfs.get("policy0", "scaling_min_freq")).isEqualTo("600000");
            Files.writeString(known, "");
            assertThat(Devices.probe(spec)).hasSize(1).first().satisfies(probe -> {
                assertThat(probe.name()).isEqualTo("ssh");
                assertThat(probe.state()).isEqualTo(Probe.State.MISSING);
                assertThat(probe.words()).contains("the host key of pi@127.0.0.1");
            });
        }
    }

    @Test
    void theShareOfThisProcessIsNotARemoteDevices() throws IOException {
        try (FakeSshHost host = new FakeSshHost()) {
            Path known = host.knownAt(folder.resolve("known_hosts"), host.port());
            Path key = FakeSshHost.write(folder.resolve("key"), host.userKey());
            DeviceSpec spec = new DeviceSpec(
                    new SshDevice.Options("127.0.0.1", host.port(), "pi", key, known, 60_000),
                    List.of(new DeviceSpec.CpuShareSpec(0, 20_000)));
            assertThatThrownBy(() -> Devices.open(spec, folder.resolve("state"), told -> {}))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the kind cpu-share");
        }
    }
}
