package org.wattsplit.framework.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wattsplit.framework.check.InputException;

/** Tells files of text that are not UTF-8, and where it shows. */
final class Encoding {
    private static final int BYTE_ORDER_MARK = 0xfeff;
    private static final String RULE = "UTF-8 text";

    private Encoding() {}

    /** Throws where a file is not UTF-8, with the first line that is not. */
    static void require(Path path) throws IOException {
        Optional<InputException> fault = fault(path);
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    /** Begins to read a file's text, without the mark of UTF-8 that some programs put at its begin. */
    static Reader open(Path path) throws IOException {
        BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        boolean readable = false;
        try {
            reader.mark(2);
            int first = reader.read();
            if (first == 0 || reader.read() == 0) {
                throw new MalformedInputException(1);
            }
            reader.reset();
            if (first == BYTE_ORDER_MARK) {
                reader.skip(1);
            }
            readable = true;
            return reader;
        } finally {
            if (!readable) {
                reader.close();
            }
        }
    }

    /** The error of a file that turned out not to be UTF-8. */
    static RuntimeException error(Path path) {
        try {
            return fault(path)
                    .orElseGet(() ->
                            InputException.of("the file", RULE, "other bytes").at(path.toString(), 0, 0));
        } catch (IOException e) {
            return Failures.reading(path, e);
        }
    }

    private static Optional<InputException> fault(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            in.mark(2);
            int first = in.read();
            int second = in.read();
            in.reset();
            if (isUtf16(first, second)) {
                return Optional.of(InputException.of("the file", RULE, "UTF-16 or the like")
                        .at(path.toString(), 1, 0)
                        .maybe("save it as UTF-8"));
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            long line = 1;
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.write(c);
                // No character has a line feed's byte within, so each line can be judged by itself.
                if (c == '\n') {
                    if (!isUtf8(text)) {
                        return Optional.of(atLine(path, line));
                    }
                    text.reset();
                    line++;
                }
            }
            return isUtf8(text) ? Optional.empty() : Optional.of(atLine(path, line));
        }
    }

    /** Whether two bytes are the mark of UTF-16, either way round, or one is the empty half of a letter. */
    private static boolean isUtf16(int first, int second) {
        int least = Math.min(first, second);
        return least == 0 || (least == 0xfe && Math.max(first, second) == 0xff);
    }

    private static boolean isUtf8(ByteArrayOutputStream text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static InputException atLine(Path path, long line) {
        return InputException.of("the file", RULE, "other bytes")
                .at(path.toString(), line, 0)
                .maybe("it is Latin-1 or Windows-1252; save it as UTF-8");
    }
}
