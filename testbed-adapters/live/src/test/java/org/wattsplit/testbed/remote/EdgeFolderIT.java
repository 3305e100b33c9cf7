package org.wattsplit.testbed.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.JarFolder;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.zoo.Zoo;

/** The folder that an edge device runs from, with nothing else on the class path. */
final class EdgeFolderIT {
    private static final Path FOLDER = Path.of("target", "edge").toAbsolutePath();
    private static final JarFolder LIBRARIES = new JarFolder(FOLDER.resolve("lib"));
    private static final double MOST_MEGABYTES = 105;
    private static final String NETWORK = "mobilenetv2";

    /** Each jar with native libraries, and those of 64-bit ARM in it that the edge's side loads. */
    private static final Map<String, List<String>> NATIVES = Map.of(
            "onnxruntime",
            List.of(
                    "ai/onnxruntime/native/linux-aarch64/libonnxruntime.so",
                    "ai/onnxruntime/native/linux-aarch64/libonnxruntime4j_jni.so"),
            "zstd-jni",
            List.of("linux/aarch64/libzstd-jni-"),
            "grpc-netty-shaded",
            List.of(
                    "META-INF/native/libio_grpc_netty_shaded_netty_tcnative_linux_aarch_64.so",
                    "META-INF/native/libio_grpc_netty_shaded_netty_transport_native_epoll_aarch_64.so"),
            "jna",
            List.of("com/sun/jna/linux-aarch64/libjnidispatch.so"));

    /** The number of 64-bit ARM in a library's header, little-endian at byte 18. */
    private static final byte AARCH64 = (byte) 183;

    private static final int HEADER_BYTES = 20;
    private static final Pattern READY =
            Pattern.compile("ready: 127\\.0\\.0\\.1:(\\d+), network mobilenetv2, knobs cpu_freq_mhz");

    @TempDir
    private Path temp;

    @Test
    void nothingOfLearningSearchesDataAndContainersIsInIt() throws IOException {
        LIBRARIES.holds(
                List.of("wattsplit-live", "wattsplit-serving", "wattsplit-hardware", "slf4j-nop"),
                List.of("progressbar", "vega"),
                MOST_MEGABYTES);
    }

    @Test
    void itsNativeLibrariesAreThereForLinuxOn64BitArm() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path jar : LIBRARIES.jars()) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                List<? extends ZipEntry> libraries = zip.stream()
                        .filter(entry -> entry.getName().endsWith(".so"))
                        .toList();
                if (libraries.isEmpty()) {
                    continue;
                }
                List<String> forArm = new ArrayList<>();
                for (ZipEntry library : libraries) {
                    if (isAarch64(zip, library)) {
                        forArm.add(library.getName());
                    }
                }
                found.put(JarFolder.name(jar), forArm);
            }
        }
        // A further jar with native libraries is to be looked at, and named above.
        assertThat(found).containsOnlyKeys(NATIVES.keySet());
        NATIVES.forEach((jar, libraries) -> {
            for (String library : libraries) {
                assertThat(found.get(jar)).as(jar).anyMatch(name -> name.startsWith(library));
            }
        });
    }

    private static boolean isAarch64(ZipFile zip, ZipEntry library) throws IOException {
        try (InputStream in = zip.getInputStream(library)) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            return header.length == HEADER_BYTES && header[1] == 'E' && header[18] == AARCH64 && header[19] == 0;
        }
    }

    /** A folder like cpufreq's, and files that ask for a narrow network and an endpoint that the server starts itself. */
    private Path config() throws IOException {
        Path policy = Files.createDirectories(temp.resolve("cpufreq").resolve("policy0"));
        Map<String, String> files = Map.of(
                "cpuinfo_min_freq", "600000",
                "cpuinfo_max_freq", "1800000",
                "scaling_available_frequencies", "600000 1800000",
                "scaling_available_governors", "ondemand userspace",
                "scaling_governor", "ondemand",
                "scaling_min_freq", "600000",
                "scaling_max_freq", "1800000",
                "scaling_setspeed", "<unsupported>");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(policy.resolve(file.getKey()), file.getValue() + "\n");
        }
        return Files.writeString(temp.resolve("testbed.yaml"), """
                format: testbed
                version: 1
                network: {name: %s, source: null, width: 0.125, pixels: 32, seed: 1}
                device:
                  ssh: null
                  knobs:
                    - {kind: cpufreq, root: %s, policies: [], mode: userspace}
                idle_seconds: 0
                meter: {kind: utilisation, idle_w: 2.7, core_w: 0.9}
                cloud: {address: loopback, authority: null, certificate: null, key: null, token_file: null,
                  plain_text: false, idle_w: 20.0, core_w: 10.0}
                guard: {failures_percent: 50.0, calls: 4, least_calls: 2, probe_millis: 200.0, probe_deadline_millis: 250.0,
                  concurrent: 4}
                """.formatted(NETWORK, temp.resolve("cpufreq")));
    }

    private ConfigurationSpace space() {
        Path file = temp.resolve("network.onnx");
        Zoo.model(NETWORK, 0.125, 32).write(file, 1);
        int last;
        try (OnnxSplitModel model = OnnxSplitModel.open(file, NETWORK, temp.resolve("halves"), OnnxOptions.DEFAULT)) {
            last = model.cuts().size() - 1;
        }
        return ProfileSpace.of(
                NETWORK,
                List.of(0, 16, last),
                List.of(new Knob("cpu_freq_mhz", Knob.Kind.NUMERIC, List.of("600", "1800"), true)),
                List.of("float32", "int8-channel+zstd"));
    }

    private Process start(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(FOLDER.resolve("edge-serve").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
        builder.environment().remove("CLASSPATH");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("_JAVA_OPTIONS", "-Duser.home=" + temp);
        return builder.start();
    }

    @Test
    void theServerInItRunsHeadsCodecsAndAnEndpointOfItsOwnForAControllerElsewhere() throws Exception {
        Path config = config();
        ConfigurationSpace space = space();
        Documents.writeYaml(temp.resolve("space.yaml"), space.spec());
        Process process = start("--config", "testbed.yaml", "--space", "space.yaml", "--port", "0");
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Matcher ready = READY.matcher(line(told));
            assertThat(ready.matches()).as(ready.toString()).isTrue();
            int port = Integer.parseInt(ready.group(1));
            RemoteOptions options = RemoteOptions.of("127.0.0.1", port, CloudSecurity.LOOPBACK);
            assertThat(RemoteTestbed.describe(options, NETWORK, space).madeFrom())
                    .isEqualTo(Checksum.ofFile(config));
            try (RemoteTestbed testbed = RemoteTestbed.open(options, NETWORK, space, 0, 1)) {
                for (String codec : List.of("float32", "int8-channel+zstd")) {
                    Outcome outcome = testbed.execute(
                            new Request(0, NETWORK, 0, 60_000),
                            space.configuration(
                                    Map.of(Knob.SPLIT_LAYER, "16", "cpu_freq_mhz", "600", ProfileSpace.CODEC, codec)));
                    assertThat(outcome.guarding().fallback()).isEmpty();
                    assertThat(outcome.latencyMillis(LatencyPart.EDGE).orElseThrow())
                            .isPositive();
                    assertThat(outcome.latencyMillis(LatencyPart.CLOUD).orElseThrow())
                            .isPositive();
                }
            }
            assertThat(line(told)).contains("has the device");
            assertThat(line(told)).containsPattern("2 requests, \\d+ changes");
            process.toHandle().destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(temp.resolve("cpufreq/policy0/scaling_governor")).content().startsWith("ondemand");
    }

    @Test
    void badWordsAreNamedAndEndWithTwo() throws Exception {
        Process process = start("--config", "testbed.yaml", "--data", "loopback-vm");
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .contains("edge-serve: Expected an option to be one of [--client-ca, --config,")
                .contains("given --data");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    /** The next line, but for those in which Java says which options it picked up, in the endpoint's process, too. */
    private static String line(BufferedReader told) throws IOException {
        String line = told.readLine();
        while (line != null && line.startsWith("Picked up")) {
            line = told.readLine();
        }
        return String.valueOf(line);
    }
}
