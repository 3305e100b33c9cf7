package org.wattsplit.testbed.family;

import java.util.List;
import org.wattsplit.framework.check.InputException;

/** The families by name. */
public final class NetworkFamilies {
    /** All of them. */
    public static final List<NetworkFamily> ALL = List.of(new ExitFamily(), new SlimmableFamily());

    private NetworkFamilies() {}

    /** The names of all. */
    public static List<String> names() {
        return ALL.stream().map(NetworkFamily::name).toList();
    }

    /**
     * The family of that name.
     *
     * @throws InputException where there is none
     */
    public static NetworkFamily of(String name) {
        return ALL.stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.unknown("the family", name, names()));
    }
}
