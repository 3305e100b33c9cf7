package org.wattsplit.testbed.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.DockerDaemonImage;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.testbed.cloud.CloudMain;

/**
 * Makes the cloud's image, which runs {@link CloudMain} and has nothing else in it: no shell, no package manager. The files
 * come from this machine, as no registry is asked; layers, settings and the engine are Jib's.
 */
public final class EndpointImage {
    /** The port that the endpoint listens on in a container. */
    public static final int PORT = 8001;

    private final ImageReference name;
    private final Platform platform;
    private final Consumer<String> progress;

    private EndpointImage(String name, Platform platform, Consumer<String> progress) {
        try {
            this.name = ImageReference.parse(name);
        } catch (InvalidImageReferenceException e) {
            throw InputException.of("the image's name", "NAME:TAG", name);
        }
        this.platform = platform;
        this.progress = progress;
    }

    /** The name of the image of this version. */
    public static String defaultName() {
        return "wattsplit-cloud:" + Producer.thisProcess().code();
    }

    /**
     * Makes the image and gives it to the Docker engine; one of the same name is replaced.
     *
     * @param name the image's name and tag
     * @param progress is told each step that is done
     * @throws InputException on a machine that has no parts for it
     * @throws UncheckedIOException without an engine, a JDK or the built libraries
     */
    public static void toEngine(String name, Consumer<String> progress) {
        Platform platform = Platform.here();
        requireEngine(platform);
        EndpointImage image = new EndpointImage(name, platform, progress);
        image.make(Containerizer.to(DockerDaemonImage.named(image.name)));
        String bytes = Programs.run("docker", "image", "inspect", "--format", "{{.Size}}", name)
                .strip();
        progress.accept(String.format(Locale.ROOT, "image %s, %.0f MB", name, Long.parseLong(bytes) / 1e6));
    }

    /**
     * Makes the image as a file that {@code docker load} reads; no engine is needed.
     *
     * @param name the image's name and tag
     * @param tar the file, which is replaced
     * @param progress is told each step that is done
     * @throws InputException on a machine that has no parts for it
     * @throws UncheckedIOException without a JDK or the built libraries
     */
    public static void toTar(String name, Path tar, Consumer<String> progress) {
        EndpointImage image = new EndpointImage(name, Platform.here(), progress);
        AtomicFile.requireNoLink(tar);
        try (WriteLock mine = WriteLock.of(tar)) {
            image.make(Containerizer.to(TarImage.at(tar).named(image.name)));
        }
        try {
            progress.accept(String.format(Locale.ROOT, "%s, %.0f MB", tar, Files.size(tar) / 1e6));
        } catch (IOException e) {
            throw Failures.of("look at " + tar, e);
        }
    }

    private static void requireEngine(Platform platform) {
        String server;
        try {
            server = Programs.run("docker", "version", "--format", "{{.Server.Os}}/{{.Server.Arch}}")
                    .strip();
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(
                    "Expected a Docker engine that answers, given none: " + e.getMessage() + System.lineSeparator()
                            + "Maybe install docker, start its engine, or have the image in a file",
                    e.getCause());
        }
        String expected = "linux/" + platform.engine();
        if (!server.endsWith(expected)) {
            throw InputException.of(
                    "the engine", expected + " as this machine, whose parts the image is made of", server);
        }
    }

    private void make(Containerizer target) {
        try {
            Path scratch = Files.createTempDirectory("wattsplit-image-");
            try {
                ImageFiles files = ImageFiles.gather(scratch, platform, progress);
                image(scratch, files)
                        .containerize(target.setBaseImageLayersCache(scratch.resolve("base"))
                                .setApplicationLayersCache(scratch.resolve("layers"))
                                .setOfflineMode(true)
                                .setToolName("wattsplit")
                                .setToolVersion(Producer.thisProcess().code()));
            } finally {
                delete(scratch);
            }
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (IOException | RegistryException | CacheDirectoryCreationException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Programs.failed("the making of the image was interrupted");
        }
    }

    private static UncheckedIOException failed(Throwable cause) {
        return Failures.of(
                "make the image", cause instanceof IOException io ? io : new IOException(cause.getMessage(), cause));
    }

    private JibContainerBuilder image(Path scratch, ImageFiles files) throws IOException {
        List<String> health = java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");
        health.addAll(List.of("health", "--cloud", "127.0.0.1:" + PORT));
        Path base = HealthBase.write(scratch.resolve("base.tar"), platform.engine(), health);
        List<String> serve = java(
                // Half for the heap, as tensors and networks lie outside it.
                "-XX:MaxRAMPercentage=50",
                "-XX:+UseSerialGC",
                "-Duser.home=" + ImageFiles.HOME,
                "-Djava.library.path=" + ImageFiles.NATIVES,
                "-Donnxruntime.native.path=" + ImageFiles.NATIVES,
                "-DZstdNativePath=" + files.nativeLibrary("libzstd-jni"));
        serve.addAll(List.of("serve", "--host", "0.0.0.0", "--port", String.valueOf(PORT)));
        return Jib.from(TarImage.at(base))
                // The format of Docker, as the other one has no health check.
                .setFormat(ImageFormat.Docker)
                .addPlatform(platform.engine(), "linux")
                .setFileEntriesLayers(files.layers())
                // ONNX Runtime would report its use, and asks a shell who the machine is, which is not there.
                .setEnvironment(Map.of("PATH", ImageFiles.JAVA + "/bin", "ORT_DISABLE_TELEMETRY", "1"))
                .setUser(ImageFiles.USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/models"))
                .setExposedPorts(Port.tcp(PORT))
                .setVolumes(
                        ImageFiles.WRITABLE.stream().map(AbsoluteUnixPath::get).collect(Collectors.toSet()))
                .setLabels(Map.of(
                        "org.opencontainers.image.title",
                        "wattsplit-cloud",
                        "org.opencontainers.image.version",
                        Producer.thisProcess().code(),
                        "org.opencontainers.image.licenses",
                        "Apache-2.0"))
                .setEntrypoint(serve)
                .setProgramArguments("--help");
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>(List.of(ImageFiles.JAVA + "/bin/java"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", ImageFiles.LIBRARIES + "/*", CloudMain.class.getName()));
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
