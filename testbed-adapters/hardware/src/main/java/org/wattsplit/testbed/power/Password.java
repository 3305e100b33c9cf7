package org.wattsplit.testbed.power;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Failures;

/** A password that a file holds; it is in no message, and {@link #toString} hides it. */
final class Password {
    private static final Pattern ALLOWED = Pattern.compile("\\P{Cntrl}{1,128}");

    private final String secret;

    private Password(String secret) {
        this.secret = secret;
    }

    /**
     * The password that a file holds; space around it does not count.
     *
     * @throws InputException when there is none
     */
    static Password fromFile(Path file) {
        String secret;
        try {
            secret = Files.readString(file).strip();
        } catch (IOException e) {
            throw new InputException(
                    "Expected the password's file to be readable, given " + file + ": " + Failures.reason(e), e);
        }
        if (!ALLOWED.matcher(secret).matches()) {
            throw InputException.of(
                    "the password in " + file,
                    "1 to 128 characters on one line",
                    secret.codePointCount(0, secret.length()) + " characters");
        }
        return new Password(secret);
    }

    /** What a device is told. */
    String secret() {
        return secret;
    }

    /** The bytes of {@code prefix} and the password. */
    byte[] after(String prefix) {
        return (prefix + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
