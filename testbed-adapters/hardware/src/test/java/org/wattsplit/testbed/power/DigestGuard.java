package org.wattsplit.testbed.power;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Shelly of the second generation does to know who asks: a nonce may be used again with a count that grows. */
final class DigestGuard implements Function<HttpExchange, @Nullable String> {
    private static final String REALM = "shellyplusplugs-a8032ab12345";

    private final String user;
    private final String password;
    private int nonce;
    private int count;
    private int challenges;

    DigestGuard(String user, String password) {
        this.user = user;
        this.password = password;
    }

    synchronized int challenges() {
        return challenges;
    }

    /** Lets the nonce run out. */
    synchronized void forget() {
        nonce++;
    }

    @Override
    public synchronized @Nullable String apply(HttpExchange exchange) {
        String said = exchange.getRequestHeaders().getFirst("authorization");
        if (said != null && isRight(said, exchange.getRequestURI().toString())) {
            return null;
        }
        challenges++;
        count = 0;
        return "Digest qop=\"auth\", realm=\"" + REALM + "\", nonce=\"" + nonce + "\", algorithm=SHA-256";
    }

    private boolean isRight(String said, String path) {
        int counted = Integer.parseInt(field(said, "nc"), 16);
        String response = hash(hash(user + ":" + REALM + ":" + password) + ":" + nonce + ":" + field(said, "nc") + ":"
                + field(said, "cnonce") + ":auth:" + hash("GET:" + path));
        boolean right = counted > count
                && field(said, "username").equals(user)
                && field(said, "uri").equals(path)
                && field(said, "response").equals(response);
        count = Math.max(count, counted);
        return right;
    }

    private static String field(String header, String name) {
        Matcher field = Pattern.compile("\\b" + name + "=\"?([^\", ]+)").matcher(header);
        return field.find() ? field.group(1) : "";
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
