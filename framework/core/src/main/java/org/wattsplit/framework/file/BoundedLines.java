package org.wattsplit.framework.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Stops at a line that no table of ours could have, before it fills the memory, and at one that was cut off. */
final class BoundedLines extends FilterReader {
    private int length;
    private long line = 1;

    BoundedLines(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0) {
            count((char) c);
        } else {
            end();
        }
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int count) throws IOException {
        int n = super.read(buffer, offset, count);
        for (int i = 0; i < n; i++) {
            count(buffer[offset + i]);
        }
        if (n < 0) {
            end();
        }
        return n;
    }

    private void count(char c) throws BadLine {
        if (c == '\n') {
            length = 0;
            line++;
            return;
        }
        length++;
        if (length > CsvTable.MAX_LINE) {
            throw new BadLine(
                    "Expected every line to be at most " + CsvTable.MAX_LINE + " characters, given a longer one", line);
        }
    }

    private void end() throws BadLine {
        if (length > 0) {
            throw new BadLine(
                    "Expected the last line to end with a line feed, given none" + System.lineSeparator()
                            + "Maybe the file was cut off; if it was not, add the line feed",
                    line);
        }
    }

    /** A line that is not read on. */
    static final class BadLine extends IOException {
        private static final long serialVersionUID = 1L;
        private final long line;

        private BadLine(String message, long line) {
            super(message);
            this.line = line;
        }

        /** Which line, from 1. */
        long line() {
            return line;
        }
    }
}
