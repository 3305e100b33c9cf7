package org.wattsplit.framework.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure has a reason in words, also where Java says a path or nothing. */
final class FailuresTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("/a/b"), "Permission denied"),
                Arguments.of(new NoSuchFileException("/a/b"), "No such file or directory"),
                Arguments.of(new NotDirectoryException("/a/b"), "Not a directory"),
                Arguments.of(new FileAlreadyExistsException("/a/b"), "File exists"),
                Arguments.of(new FileSystemException("/a/b", null, "Is a directory"), "Is a directory"),
                Arguments.of(new FileNotFoundException("/a (1)/b (Permission denied)"), "Permission denied"),
                Arguments.of(new IOException("No space left on device"), "No space left on device"),
                Arguments.of(new IOException(null, new IOException("Broken pipe")), "Broken pipe"),
                Arguments.of(new MalformedInputException(1), "Not UTF-8 text"),
                Arguments.of(new ClosedChannelException(), "Closed channel"),
                Arguments.of(new IOException(), "The operating system gives no reason"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aReasonIsInWords(IOException failure, String reason) {
        assertThat(Failures.reason(failure)).isEqualTo(reason);
        assertThat(Failures.reading("x", failure))
                .hasMessageStartingWith("Cannot read x: " + reason)
                .hasCause(failure);
    }

    @Test
    void anotherFileThanTheNamedOneIsNamed() {
        Path path = Path.of("/a/p.json");
        assertThat(Failures.writing(path, new AccessDeniedException("/a/p.json")))
                .hasMessage("Cannot write /a/p.json: Permission denied" + System.lineSeparator()
                        + "Maybe name a path that you may write to");
        assertThat(Failures.writing(path, new AccessDeniedException("/a/p.json.7-1.part")))
                .hasMessageContaining("/a/p.json: Permission denied" + System.lineSeparator());
        assertThat(Failures.writing(path, new AccessDeniedException("/a")))
                .hasMessageContaining("/a/p.json: Permission denied (/a)");
        assertThat(Failures.of("use the cache /c", new NoSuchFileException("/d")))
                .hasMessage("Cannot use the cache /c: No such file or directory (/d)");
    }
}
