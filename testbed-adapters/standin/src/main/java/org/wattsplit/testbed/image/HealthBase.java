package org.wattsplit.testbed.image;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image without a file, which says nothing but how its health is checked. Jib takes a health check from the image that
 * another one is based on, and has no other way to set one.
 */
final class HealthBase {
    private static final String CONFIGURATION = "config.json";

    private HealthBase() {}

    /**
     * Writes it as {@code docker save} does.
     *
     * @param architecture the processor in the engine's words
     * @param command what is run inside, without a shell; its status 0 says healthy
     */
    static Path write(Path tar, String architecture, List<String> command) throws IOException {
        Map<String, Object> health = Map.of(
                "Test",
                Stream.concat(Stream.of("CMD"), command.stream()).toList(),
                "Interval",
                Duration.ofSeconds(30).toNanos(),
                "Timeout",
                Duration.ofSeconds(10).toNanos(),
                "StartPeriod",
                Duration.ofSeconds(30).toNanos(),
                "Retries",
                3);
        Map<String, Object> configuration = Map.of(
                "architecture",
                architecture,
                "os",
                "linux",
                "config",
                Map.of("Healthcheck", health),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of()));
        List<Map<String, Object>> manifest =
                List.of(Map.of("Config", CONFIGURATION, "RepoTags", List.of(), "Layers", List.of()));
        JsonMapper json = JsonMapper.builder().build();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            put(out, CONFIGURATION, json.writeValueAsBytes(configuration));
            put(out, "manifest.json", json.writeValueAsBytes(manifest));
        }
        return tar;
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
