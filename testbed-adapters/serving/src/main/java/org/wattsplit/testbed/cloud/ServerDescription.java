package org.wattsplit.testbed.cloud;

import java.util.List;

/**
 * What a server says of itself.
 *
 * @param name its name
 * @param version its version
 * @param extensions what it speaks besides the protocol
 */
public record ServerDescription(String name, String version, List<String> extensions) {
    public ServerDescription {
        extensions = List.copyOf(extensions);
    }
}
