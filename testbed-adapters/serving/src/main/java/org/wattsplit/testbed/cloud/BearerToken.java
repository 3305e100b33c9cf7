package org.wattsplit.testbed.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.wattsplit.framework.check.InputException;

/**
 * A secret that requests carry as {@code authorization: Bearer TOKEN}. It comes from a file or an environment variable,
 * never from an argument, and is in no message: {@link #toString} hides it.
 */
public final class BearerToken {
    /** The fewest characters of a token. */
    public static final int LEAST_CHARACTERS = 16;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~+/=-]{" + LEAST_CHARACTERS + ",4096}");

    private final String secret;

    private BearerToken(String secret, String where) {
        String stripped = secret.strip();
        if (!ALLOWED.matcher(stripped).matches()) {
            throw InputException.of(
                    "the token in " + where,
                    LEAST_CHARACTERS + " to 4096 letters, digits or any of ._~+/=-",
                    stripped.length() + " characters");
        }
        this.secret = stripped;
    }

    /** The token that a file holds; space around it does not count. */
    public static BearerToken fromFile(Path file) {
        try {
            return new BearerToken(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InputException("Expected the token's file to be readable, given " + file, e);
        }
    }

    /** The token in an environment variable. */
    public static BearerToken fromEnvironment(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw InputException.of("the environment variable " + variable, "set", "none");
        }
        return new BearerToken(value, "environment variable " + variable);
    }

    /** The value of the header {@code authorization}. */
    String header() {
        return "Bearer " + secret;
    }

    /** Whether a header carries this token, in a time that does not tell how much of it was right. */
    boolean isIn(String header) {
        return MessageDigest.isEqual(digest(header()), digest(header));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
