package org.wattsplit.framework.provider;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/** The providers of one kind that the class path holds, by name. Immutable. */
public final class Providers<P extends Provider> {
    private final String kind;
    private final Map<String, P> byName;

    private Providers(String kind, Map<String, P> byName) {
        this.kind = kind;
        this.byName = Collections.unmodifiableMap(byName);
    }

    /**
     * Loads all providers of a type; two of one name are an error.
     *
     * @param kind what they are in words, for errors: {@code an agent}
     */
    public static <P extends Provider> Providers<P> load(String kind, Class<P> type) {
        Map<String, P> byName = new TreeMap<>();
        // As a module core names nobody's kinds; on the class path this does nothing.
        Providers.class.getModule().addUses(type);
        try {
            for (P provider : ServiceLoader.load(type)) {
                P other = byName.put(provider.name(), provider);
                InputException.require(other == null, kind, "provided once by name", provider.name());
            }
        } catch (ServiceConfigurationError e) {
            // Whoever added something to the class path must be told which of it is broken.
            throw new InputException("Cannot load " + kind + " from the class path: " + e.getMessage(), e);
        }
        return new Providers<>(kind, byName);
    }

    /** The same with more of them; two of one name are an error. */
    Providers<P> with(Iterable<P> more) {
        Map<String, P> all = new TreeMap<>(byName);
        for (P provider : more) {
            P other = all.put(provider.name(), provider);
            Check.that(other == null, kind, "provided once by name", provider.name());
        }
        return new Providers<>(kind, all);
    }

    /** The provider of that name; the error of an unknown one lists the known ones. */
    public P get(String name) {
        P provider = byName.get(name);
        if (provider == null) {
            throw InputException.unknown(kind, name, byName.keySet());
        }
        return provider;
    }

    /** All of them, by name in alphabetical order. */
    public Map<String, P> all() {
        return byName;
    }
}
