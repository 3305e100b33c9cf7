package org.wattsplit.testbed.cloud;

import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What lies behind a failed connection. */
final class Causes {
    /** Causes of causes may go around. */
    private static final int MOST = 10;

    private Causes() {}

    /** The words of a cause and of its causes, outermost first, each once; empty without any. */
    static String words(@Nullable Throwable cause) {
        Set<String> words = new LinkedHashSet<>();
        Throwable one = cause;
        for (int i = 0; i < MOST && one != null; i++) {
            String message = one.getMessage();
            if (message != null && !message.isBlank()) {
                words.add(message.strip());
            }
            one = one.getCause();
        }
        return String.join(": ", words);
    }

    /** Whether the two sides do not trust each other, or only one of them speaks TLS: no later try can help. */
    static boolean isTls(@Nullable Throwable cause) {
        Throwable one = cause;
        for (int i = 0; i < MOST && one != null; i++) {
            String message = String.valueOf(one.getMessage()).toLowerCase(Locale.ROOT);
            if (one instanceof GeneralSecurityException
                    || (one instanceof SSLException
                            && (message.contains("certificate")
                                    || message.contains("unknown_ca")
                                    || message.contains("not an ssl")))) {
                return true;
            }
            one = one.getCause();
        }
        return false;
    }
}
