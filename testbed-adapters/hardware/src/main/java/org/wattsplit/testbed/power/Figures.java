package org.wattsplit.testbed.power;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.wattsplit.framework.file.Failures;

/** Numbers out of what meters say; what is none is a {@link MeterException} that shows it. */
final class Figures {
    /** Longer than any number that a meter says. */
    private static final int MOST_CHARACTERS = 64;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    /** More than a board or a server draws; also below 9.9E37, by which instruments say that they have no number. */
    static final double MOST_WATTS = 10_000;

    private Figures() {}

    /** Watts that a meter says in words. */
    static double watts(String source, String text) {
        String word = text.strip();
        return watts(source, number(source, "watts", word), word);
    }

    /** Watts that a meter says in JSON. */
    static double watts(String source, JsonNode said) {
        if (!said.isNumber()) {
            throw expected(source, "a number of watts", said.isMissingNode() ? "none" : said);
        }
        return watts(source, said.asDouble());
    }

    /** A number of at least 0 of that unit, in words. */
    static double amount(String source, String unit, String word) {
        double number = number(source, unit, word);
        if (!(number >= 0 && Double.isFinite(number))) {
            throw expected(source, "at least 0 and finite", word);
        }
        return Math.abs(number);
    }

    private static double number(String source, String unit, String word) {
        if (!isNumber(word)) {
            throw expected(source, "a number of " + unit, word);
        }
        return Double.parseDouble(word);
    }

    /** Whether a word is a number, as meters write them. */
    static boolean isNumber(String word) {
        return word.length() <= MOST_CHARACTERS && DECIMAL.matcher(word).matches();
    }

    /** Watts that a meter says as a number. */
    static double watts(String source, double watts) {
        return watts(source, watts, watts);
    }

    private static double watts(String source, double watts, Object said) {
        if (!(watts >= 0 && watts <= MOST_WATTS)) {
            throw expected(source, watts < 0 ? "at least 0 W" : "at most " + MOST_WATTS + " W", said);
        }
        // Without the sign of -0.
        return Math.abs(watts);
    }

    /**
     * A reading as it may be recorded, from any meter.
     *
     * @throws MeterException when it is none
     */
    static Reading checked(MeterInfo info, Reading reading) {
        if (info.quantity() == Quantity.POWER_W) {
            watts("the reading of meter " + info.name(), reading.value());
        }
        return reading;
    }

    /** The whole number that a file of the system's holds. */
    static long whole(Path file) {
        String word = word(file);
        if (!WHOLE.matcher(word).matches()) {
            throw expected(file.toString(), "a whole number", word);
        }
        return Long.parseLong(word);
    }

    /** The word that a file of the system's holds, or the beginning of it. */
    static String word(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_CHARACTERS), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static MeterException unreadable(Path file, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return new MeterException(
                    "permission denied: " + file + System.lineSeparator()
                            + "Maybe let this user read it; many systems keep it for root",
                    cause);
        }
        return cause instanceof NoSuchFileException
                ? new MeterException("there is no " + file, cause)
                : new MeterException("cannot read " + file + ": " + Failures.reason(cause), cause);
    }

    static MeterException expected(String name, String rule, Object given) {
        return expected(name, rule, given, "");
    }

    /** The same, with what it means. */
    static MeterException expected(String name, String rule, Object given, String meaning) {
        String shown = String.valueOf(given);
        return new MeterException("Expected " + name + " to be " + rule + ", given "
                + (shown.length() > MOST_CHARACTERS ? shown.substring(0, MOST_CHARACTERS) + "…" : shown) + meaning);
    }
}
