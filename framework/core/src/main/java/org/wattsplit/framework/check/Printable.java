package org.wattsplit.framework.check;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * What may go to a terminal: text without characters that control one. Names come from files of others, and a terminal
 * obeys what is in them. Such a character is printed as its number, {@code \\u001b}; lines and tabs stay.
 */
public final class Printable {
    private Printable() {}

    /** A writer that prints to another what may go to a terminal, line by line. */
    public static PrintWriter to(Writer out) {
        return new PrintWriter(new Filter(out), true);
    }

    /** The text as it may go to a terminal. */
    public static String text(String given) {
        StringBuilder text = new StringBuilder(given.length());
        given.chars().forEach(one -> append(text, (char) one));
        return text.toString();
    }

    /** The text as it may stand within one line: without ends of lines and tabs, which would look like other lines or cells. */
    public static String inLine(String given) {
        return text(given)
                .replace("\n", "\\u000a")
                .replace("\r", "\\u000d")
                .replace("\t", "\\u0009")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static void append(StringBuilder text, char one) {
        if (controls(one)) {
            text.append(String.format("\\u%04x", (int) one));
        } else {
            text.append(one);
        }
    }

    /** Also what turns the direction of a line, so that it reads as another. */
    private static boolean controls(char one) {
        boolean directs = (one >= '\u202a' && one <= '\u202e') || (one >= '\u2066' && one <= '\u2069');
        return directs
                || (Character.isISOControl(one)
                        && one != '\t'
                        && System.lineSeparator().indexOf(one) < 0);
    }

    private static final class Filter extends FilterWriter {
        Filter(Writer out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(text(String.valueOf((char) one)));
        }

        @Override
        public void write(char[] all, int from, int count) throws IOException {
            out.write(text(String.valueOf(all, from, count)));
        }

        @Override
        public void write(String all, int from, int count) throws IOException {
            out.write(text(all.substring(from, from + count)));
        }
    }
}
