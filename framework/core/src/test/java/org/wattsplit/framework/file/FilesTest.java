package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;

final class FilesTest {
    @TempDir
    private Path temp;

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("table.csv"), text);
    }

    private static List<Double> numbers(Path path) {
        List<Double> numbers = new ArrayList<>();
        CsvTable.read(path, Set.of("a", "b"), row -> numbers.add(row.nonNegative("b")));
        return numbers;
    }

    @Test
    void commentsStandBeforeTheHeader() throws IOException {
        Path path = file("# format: table\n# version: 1\na,b\nx,1.5\ny,2\n");
        assertThat(CsvTable.head(path).comments()).containsEntry("version", "1").containsEntry("format", "table");
        assertThat(numbers(path)).containsExactly(1.5, 2.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,c\nx,1\n' | table.csv:1: Missing column: b",
                "'a,b,b\nx,1,2\n' | \"b\" twice",
                "'a,b\nx,one\n' | table.csv:2:2: Expected b to be a finite number, given \"one\"",
                "'# c: 1\na,b\nx,1\nx,NaN\n' | table.csv:4:2: Expected b to be a finite number, given \"NaN\"",
                "'a,b\nx,-1\n' | at least 0, given \"-1\"",
                "'a,b\nx,Infinity\n' | given \"Infinity\"",
                "'a,b\nx\n' | table.csv:2: Expected the row to be 2 cells wide, given 1 cells",
                "'a,b\n' | at least one row",
                "'' | at least one row",
                "'a;b\nx;1,5\n' | table.csv:1: Expected the columns to be separated by commas, given \"a;b\"",
                "'a\tb\nx\t1\n' | save the file with commas between cells",
                "'a,b\nx,\"12,5\"\n' | Maybe it has a decimal comma, which is not read: write 12.5",
                "'a,b\nx,12,5\n' | decimal commas are not read",
            })
    void corruptTablesFailLoudlyWithTheirPlace(String text, String message) throws IOException {
        Path path = file(text);
        assertThatThrownBy(() -> numbers(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("table.csv")
                .hasMessageContaining(message);
    }

    @Test
    void anEndlessLineIsRefusedBeforeItFillsTheMemory() throws IOException {
        Path path = file("a,b\nx," + "1".repeat(CsvTable.MAX_LINE + 1) + "\n");
        assertThatThrownBy(() -> numbers(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most " + CsvTable.MAX_LINE);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path path = Files.write(temp.resolve("table.csv"), new byte[] {'a', ',', 'b', '\n', (byte) 0xff, ',', '1'});
        assertThatThrownBy(() -> numbers(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void notesAreNoUnknownColumns() throws IOException {
        Path path = file("\ufeff# version: 1\r\na,b,note,note_by\r\nx,1.5,\"odd, again\",ann\r\n");
        assertThat(numbers(path)).containsExactly(1.5);
        CsvTable.Head head = CsvTable.head(path);
        assertThat(head.comments()).containsEntry("version", "1");
        head.requireKnown(Set.of("a", "b"), path);
        assertThatThrownBy(() -> head.requireKnown(Set.of("a", "bandwidth"), path))
                .hasMessageContaining("table.csv:2:2: Expected a column to be one of [a, bandwidth], given b");
    }

    record Pair(String name, int value) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'name: x\nvalue: many\n' | pair.yaml:2:8",
                "'name: x\nvalue: 1\nmore: 2\n' | one of [name, value], given more",
                "'name: x\nname: y\nvalue: 1\n' | name",
                "'name: x\n' | pair.yaml:1:1: Missing field: value",
                "'{}' | pair.yaml:1:1: Missing fields: name, value",
                "'name: x\n\tvalue: 1\n' | Maybe a tab indents the line, where spaces must",
                "'' | pair.yaml",
            })
    void corruptDocumentsFailLoudlyWithTheirPlace(String text, String message) throws IOException {
        Path path = Files.writeString(temp.resolve("pair.yaml"), text);
        assertThatThrownBy(() -> Documents.readYaml(path, Pair.class))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("pair.yaml")
                .hasMessageContaining(message);
    }

    record Outer(Pair onlyPair, int other) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'other: 1\nonly_piar: {name: a, value: 1}' | :2:1: Expected a field to be one of [only_pair, other], given only_piar",
                "'other: 1\nonly_pair:\n  name: a\n  valu: 1' | :4:3: Expected a field to be one of [name, value], given valu",
                "'other: 1\nonly_pair:\n  name: a' | :3:3: Missing field: value",
            })
    void aMisspelledFieldIsNamedRatherThanTheOneThatIsMissing(String text, String message) throws IOException {
        Path path = Files.writeString(temp.resolve("outer.yaml"), text);
        assertThatThrownBy(() -> Documents.readYaml(path, Outer.class))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void documentsAreReadAsTheyWereWritten() {
        Path path = temp.resolve("folder/pair.json");
        Documents.writeJson(path, new Pair("x", 3));
        assertThat(Documents.readJson(path, Pair.class)).isEqualTo(new Pair("x", 3));
        assertThatThrownBy(() -> Documents.readJson(temp.resolve("none"), Pair.class))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path path = file("old");
        assertThatThrownBy(() -> AtomicFile.write(path, writer -> {
                    writer.write("half");
                    throw new IOException("no space");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("table.csv")
                .hasMessageContaining("no space");
        assertThat(path).hasContent("old");
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).containsExactly(path);
        }
    }

    @Test
    void whatExistsIsKeptUnlessAskedOtherwise() throws IOException {
        Path path = file("old");
        assertThatThrownBy(() -> AtomicFile.requireAbsent(path, false))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("allow to replace it");
        AtomicFile.requireAbsent(path, true);
        AtomicFile.requireAbsent(temp.resolve("other"), false);
        assertThat(path).exists();
    }

    @Test
    void whatOthersLaidBesideAFileIsNotWritten() throws IOException {
        Path path = temp.resolve("report.html");
        Path other = Files.writeString(temp.resolve("other"), "mine");
        String next = "report.html." + ProcessHandle.current().pid() + "-";
        Files.createSymbolicLink(temp.resolve("report.html.part"), other);
        for (int number = 1; number < 2000; number++) {
            Files.createSymbolicLink(temp.resolve(next + number + ".part"), other);
        }
        AtomicFile.write(path, writer -> writer.write("page"));
        assertThat(path).hasContent("page").isRegularFile();
        assertThat(other).hasContent("mine");
    }

    @Test
    void ofALinkInAFilesPlaceTheLinkIsReplaced() throws IOException {
        Path other = Files.writeString(temp.resolve("other"), "mine");
        Path path = Files.createSymbolicLink(temp.resolve("p.json"), other);
        AtomicFile.write(path, writer -> writer.write("new"));
        assertThat(path).hasContent("new");
        assertThat(Files.isSymbolicLink(path)).isFalse();
        assertThat(other).hasContent("mine");
    }

    @Test
    void aLinkToNothingIsThereAsWell() throws IOException {
        Path path = Files.createSymbolicLink(temp.resolve("p.json"), temp.resolve("nothing"));
        assertThatThrownBy(() -> AtomicFile.requireAbsent(path, false)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> AtomicFile.requireNoLink(path))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Expected " + path + " to be no symbolic link");
    }

    @Test
    void aLargeWriteArrivesWhole() throws IOException {
        byte[] bytes = new byte[100_003];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Path path = temp.resolve("bytes");
        AtomicFile.writeBytes(path, out -> {
            out.write(bytes, 1, bytes.length - 1);
            out.write(7);
        });
        byte[] read = Files.readAllBytes(path);
        assertThat(read).hasSize(bytes.length);
        assertThat(Arrays.copyOf(read, bytes.length - 1)).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
        assertThat(read[bytes.length - 1]).isEqualTo((byte) 7);
    }

    @Test
    void twoWritersAtOnceDoNotMeetInTheirHalves() throws IOException {
        Path path = temp.resolve("p.json");
        AtomicFile.write(path, first -> {
            first.write("first");
            first.flush();
            AtomicFile.write(path, second -> second.write("second"));
            assertThat(path).hasContent("second");
        });
        assertThat(path).hasContent("first");
    }
}
