package org.wattsplit.study.networks;

import java.util.List;
import org.wattsplit.testbed.zoo.Zoo;

/**
 * An architecture that can be built.
 *
 * @param name its name
 * @param parameters its parameters, as published
 */
public record Architecture(String name, long parameters) {
    /** All of them, in their order. */
    public static List<Architecture> all() {
        return Zoo.names().stream()
                .map(name -> new Architecture(name, Zoo.model(name).parameters()))
                .toList();
    }
}
