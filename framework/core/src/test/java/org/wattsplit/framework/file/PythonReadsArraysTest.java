package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python reads what we write, by its standard library alone; without Python 3 on the PATH a line says that it was skipped. */
final class PythonReadsArraysTest {
    private static final String SCRIPT = """
            import hashlib, json, struct, sys
            with open(sys.argv[1], "rb") as file:
                size, = struct.unpack("<Q", file.read(8))
                raw = file.read(size)
                data = file.read()
            header = json.loads(raw)
            metadata = header.pop("__metadata__")
            assert all(isinstance(text, str) for text in metadata.values()), metadata
            assert hashlib.sha256(data).hexdigest() == metadata["sha256"]
            own = metadata["header_sha256"].encode()
            assert hashlib.sha256(raw.replace(own, b"0" * 64)).hexdigest() == own.decode()
            assert (8 + size) % 8 == 0, size
            assert sorted(offset for entry in header.values() for offset in entry["data_offsets"])[-1] == len(data)
            weights = header["weights"]
            begin, end = weights["data_offsets"]
            rows, columns = weights["shape"]
            numbers = struct.unpack(f"<{rows * columns}f", data[begin:end])
            about = json.loads(metadata["about"])
            print(about["header"]["format"], about["header"]["version"], weights["dtype"], rows, columns, numbers[5])
            """;

    @TempDir
    private Path temp;

    private static boolean onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }

    @Test
    void headerAndWeightsAreRead() throws IOException, InterruptedException {
        if (!onPath()) {
            System.out.println("skipped: no python3, so that no policy was read in Python");
        }
        assumeTrue(onPath());
        Path path = temp.resolve("some.policy");
        ArrayFixture.store().write(path, ArrayFixture.about(2));
        Process python = new ProcessBuilder("python3", "-c", SCRIPT, path.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(printed).isZero();
        assertThat(printed.strip()).isEqualTo("numbers 2 F32 2 3 6.5");
    }
}
