package org.wattsplit.testbed.power;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How a plug is told who asks. For one thread. */
interface PlugLogin {
    /** For a plug without a password. */
    PlugLogin NONE = path -> Optional.empty();

    /**
     * The value of the header {@code authorization}; empty for none.
     *
     * @param path the path of the request, with its query
     */
    Optional<String> authorization(String path);

    /**
     * Takes note of what a plug that refused a request asks for.
     *
     * @param challenges the headers {@code www-authenticate}
     * @return whether another try may do
     */
    default boolean isAskedBy(List<String> challenges) {
        return false;
    }

    /** Basic access authentication, of RFC 7617. */
    static PlugLogin basic(String user, Password password) {
        String header = "Basic " + Base64.getEncoder().encodeToString(password.after(user + ":"));
        return path -> Optional.of(header);
    }
}
