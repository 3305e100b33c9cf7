package org.wattsplit.testbed.cloud;

import org.wattsplit.framework.check.InputException;

/**
 * Where a server is.
 *
 * @param host a name or an address
 * @param port its port
 */
public record Address(String host, int port) {
    /**
     * The address of {@code HOST:PORT}.
     *
     * @param name what it is the address of, for errors
     */
    public static Address parse(String name, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon >= 1 && port >= 1 && port <= 65_535) {
                return new Address(text.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            // As a port out of range.
        }
        throw InputException.of(name, "HOST:PORT with a port between 1 and 65535", text);
    }
}
