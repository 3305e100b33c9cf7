package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that an edge device runs from, with nothing else on the class path. */
final class EdgeFolderIT {
    private static final Path FOLDER = Path.of("target", "edge").toAbsolutePath();

    /** Folders in jars of what an edge does without: learning, searches, charts, containers. */
    private static final List<String> ABSENT = List.of(
            "org/deeplearning4j/",
            "org/nd4j/",
            "org/bytedeco/",
            "org/moeaframework/",
            "org/tribuo/",
            "org/testcontainers/",
            "META-INF/resources/webjars/");

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
            List.of("com/sun/jna/linux-aarch64/libjnidispatch.so"),
            "jline-native",
            List.of("org/jline/nativ/Linux/arm64/libjlinenative.so"));

    /** The number of 64-bit ARM in a library's header, little-endian at byte 18. */
    private static final byte AARCH64 = (byte) 183;

    private static final int HEADER_BYTES = 20;

    @TempDir
    private Path temp;

    private static List<Path> jars() throws IOException {
        try (Stream<Path> paths = Files.list(FOLDER)) {
            return paths.sorted().toList();
        }
    }

    @Test
    void nothingOfLearningSearchesChartsAndContainersIsInIt() throws IOException {
        assertThat(jars())
                .contains(FOLDER.resolve("wattsplit-cli.jar"))
                .hasSizeGreaterThan(30)
                .allMatch(path -> path.toString().endsWith(".jar"));
        for (Path jar : jars()) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                assertThat(zip.stream()
                                .map(ZipEntry::getName)
                                .filter(name -> ABSENT.stream().anyMatch(name::startsWith)))
                        .as(jar.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void itsNativeLibrariesAreThereForLinuxOn64BitArm() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path jar : jars()) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                List<? extends ZipEntry> libraries = zip.stream()
                        .filter(entry -> entry.getName().endsWith(".so"))
                        .toList();
                if (libraries.isEmpty()) {
                    continue;
                }
                String name = jar.getFileName().toString().replaceFirst("-[0-9].*", "");
                List<String> forArm = new ArrayList<>();
                for (ZipEntry library : libraries) {
                    if (isAarch64(zip, library)) {
                        forArm.add(library.getName());
                    }
                }
                found.put(name, forArm);
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

    @Test
    void headsCodecsAndTheClientRunFromItAgainstAnEndpointInAnotherProcess() throws Exception {
        run(0, "models", "build", "mobilenetv2", "--width", "0.125", "--pixels", "32", "--out", "m.onnx");
        // The endpoint is a process of its own, with the same class path.
        run(
                0,
                "profile",
                "--model=m",
                "--onnx=m.onnx",
                "--cloud=loopback",
                "--split-layers=3",
                "--codecs=float16,int8-channel+zstd",
                "--repeats=1",
                "--inferences=1",
                "--warm-up=1",
                "--window=0.05",
                "--out=data",
                "--json=profile.json");
        JsonNode profile = JsonMapper.builder()
                .build()
                .readTree(temp.resolve("profile.json").toFile());
        // Input and cut 3 with two codecs each, and the whole network on the edge.
        assertThat(profile.at("/measured").asInt()).isEqualTo(5);
        assertThat(profile.at("/fastest_ms").asDouble()).isPositive();
        assertThat(temp.resolve("data").resolve("measurements.csv")).content().contains("int8-channel+zstd");
    }

    @Test
    void whatItLeavesOutIsNamedWhereACommandAsksForIt() throws Exception {
        assertThat(run(1, "models", "codecs", "digits"))
                .containsPattern("org/(deeplearning4j|nd4j)/")
                .doesNotContain("\tat ");
        assertThat(run(1, "strategies", "list")).contains("org/moeaframework/").doesNotContain("\tat ");
    }

    /** Runs a command from the folder, and returns what it said. */
    private String run(int status, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + temp,
                "-cp",
                FOLDER + "/*",
                "org.wattsplit.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().remove("CLASSPATH");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(status);
        return said;
    }
}
