package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image without an engine, made of the jars on the command's class path. */
final class CloudImageFileIT {
    @TempDir
    private Path temp;

    @Test
    void theImageIsAFileWhereNoEngineIsAsked() {
        Path tar = temp.resolve("image.tar");
        String told = Cli.succeed("cloud", "image", "--name", "wattsplit-cloud:file", "--tar", tar.toString());
        assertThat(told).contains("modules").contains("native ones").contains("image.tar, ");
        assertThat(tar).isRegularFile();
        assertThat(tar.toFile().length()).isGreaterThan(50_000_000L);
        Cli.Result again = Cli.run("cloud", "image", "--tar", tar.toString());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("image.tar");
    }
}
