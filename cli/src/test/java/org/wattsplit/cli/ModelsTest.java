package org.wattsplit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks from the command line. */
final class ModelsTest {
    @TempDir
    private Path temp;

    private String build(String name) {
        String file = temp.resolve(name + ".onnx").toString();
        Cli.succeed("models", "build", name, "--width", "0.125", "--pixels", "32", "--out", file);
        return file;
    }

    @Test
    void theArchitecturesAreListedWithTheirPublishedParameters() {
        assertThat(Cli.succeed("models", "list"))
                .contains("vgg16")
                .contains("138,357,544")
                .contains("3,504,872");
    }

    @Test
    void cutsAreListedFromTheInputToTheOutput() throws IOException {
        String file = build("vgg16");
        Path json = temp.resolve("cuts.json");
        assertThat(Cli.succeed("models", "cuts", file, "--json", json.toString()))
                .contains("1x3x32x32")
                .contains("1x1000");
        assertThat(Files.readString(json)).contains("\"head_flops\"");
    }

    @Test
    void exactHalvesGiveTheWholesOutput() {
        String file = build("mobilenetv2");
        assertThat(Cli.succeed("models", "check", file, "--exact", "--bound", "0", "--repeats", "1"))
                .contains("halves differ by at most 0");
    }

    @Test
    void whatIsNoModelOrIsThereAlreadyIsRefused() throws IOException {
        String file = build("vgg16");
        Cli.Result again = Cli.run("models", "build", "vgg16", "--out", file);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains(file);
        Path text = Files.writeString(temp.resolve("text.onnx"), "no model");
        Cli.Result none = Cli.run("models", "cuts", text.toString());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("text.onnx").doesNotContain("\tat ");
        Cli.Result unknown = Cli.run(
                "models", "build", "lenet", "--out", temp.resolve("l.onnx").toString());
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("lenet").contains("vgg16");
    }
}
