package org.wattsplit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Opens pages in headless Chromium. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Path program;
    private final Path scratch;

    private Browser(Path program, Path scratch) {
        this.program = program;
        this.scratch = scratch;
    }

    /** What a page became: its elements after its scripts ran, and what the console said. */
    record Page(String document, List<String> console) {}

    /**
     * The browser on the PATH. Without one the test is skipped, and says so; it fails where WATTSPLIT_REQUIRE_BROWSER
     * is set, so that continuous integration does not skip it.
     */
    static Browser find(Path scratch) {
        Optional<Path> program = Arrays.stream(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            String message = "no Chromium on the PATH, so that the report was not opened";
            if (System.getenv("WATTSPLIT_REQUIRE_BROWSER") != null) {
                throw new AssertionError(message);
            }
            System.out.println("skipped: " + message);
            Assumptions.abort(message);
        }
        return new Browser(program.orElseThrow(), scratch);
    }

    /** Opens a page in a window of that width, in light or dark colours. */
    Page open(Path page, int width, boolean dark) {
        Path log = scratch.resolve("browser.log");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + scratch.resolve("browser-profile"),
                "--window-size=" + width + ",1600",
                "--virtual-time-budget=20000",
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom"));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.add(page.toUri().toString());
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            String document = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the browser did not end");
            }
            try (Stream<String> lines = Files.lines(log)) {
                return new Page(
                        document,
                        lines.filter(line -> line.contains(":CONSOLE")).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
