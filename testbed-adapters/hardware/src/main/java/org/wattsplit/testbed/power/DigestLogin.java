package org.wattsplit.testbed.power;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Digest access authentication of RFC 7616 for GET, with SHA-256 and {@code qop=auth} only: what Shelly's second and later
 * generations ask for, while MD5 and a session's key are left out. A challenge is answered again for each request, with the
 * next count, until the plug has another.
 */
final class DigestLogin implements PlugLogin {
    private static final String ALGORITHM = "SHA-256";
    private static final int LONGEST_CHALLENGE = 2048;

    /** One challenge among those of a header; a value is a token or a string in quotes without anything escaped. */
    private static final String VALUE = "(?:\"([\\x20-\\x7e&&[^\"\\\\]]*)\"|([\\x21-\\x7e&&[^\",\\\\]]+))";

    private static final Pattern FIELD = Pattern.compile("([A-Za-z-]+)\\s*=\\s*" + VALUE);
    private static final Pattern DIGEST =
            Pattern.compile("(?i:Digest)\\s+((?:" + FIELD.pattern() + "\\s*(?:,\\s*|$))+)");

    private static final Pattern PLAIN_QOP = Pattern.compile("(?:^|,)\\s*auth\\s*(?:,|$)");

    private final String user;
    private final Password password;
    private final Supplier<String> clientNonces;
    private @Nullable Challenge challenge;
    private int count;

    /**
     * @param user without quotes and backslashes, in ASCII
     * @param clientNonces another one at each call that nobody can guess
     */
    DigestLogin(String user, Password password, Supplier<String> clientNonces) {
        this.user = user;
        this.password = password;
        this.clientNonces = clientNonces;
    }

    @Override
    public boolean isAskedBy(List<String> challenges) {
        for (String header : challenges) {
            Matcher digest = DIGEST.matcher(header.length() > LONGEST_CHALLENGE ? "" : header);
            while (digest.find()) {
                Map<String, String> fields = fields(digest.group(1));
                boolean known = ALGORITHM.equalsIgnoreCase(fields.get("algorithm"))
                        && PLAIN_QOP.matcher(fields.getOrDefault("qop", "")).find()
                        && fields.containsKey("realm")
                        && fields.containsKey("nonce");
                if (known) {
                    challenge = new Challenge(
                            Objects.requireNonNull(fields.get("realm")),
                            Objects.requireNonNull(fields.get("nonce")),
                            fields.get("opaque"));
                    count = 0;
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            String quoted = field.group(2);
            fields.put(field.group(1).toLowerCase(Locale.ROOT), quoted == null ? field.group(3) : quoted);
        }
        return fields;
    }

    @Override
    public Optional<String> authorization(String path) {
        Challenge asked = challenge;
        if (asked == null) {
            return Optional.empty();
        }
        count++;
        String counted = String.format(Locale.ROOT, "%08x", count);
        String clientNonce = clientNonces.get();
        String secret = hash(password.after(user + ":" + asked.realm + ":"));
        String request = hash(bytes("GET:" + path));
        String response = hash(bytes(String.join(":", secret, asked.nonce, counted, clientNonce, "auth", request)));
        return Optional.of("Digest username=\"" + user + "\", realm=\"" + asked.realm + "\", uri=\"" + path
                + "\", algorithm=" + ALGORITHM + ", nonce=\"" + asked.nonce + "\", nc=" + counted + ", cnonce=\""
                + clientNonce + "\", qop=auth, response=\"" + response + "\""
                + (asked.opaque == null ? "" : ", opaque=\"" + asked.opaque + "\""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(ALGORITHM).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the plug said, as it is said back to it. */
    private record Challenge(
            String realm, String nonce, @Nullable String opaque) {}
}
