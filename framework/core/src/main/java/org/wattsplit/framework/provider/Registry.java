package org.wattsplit.framework.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be asked for by name: the providers that the class path holds, found by {@link java.util.ServiceLoader}, and
 * those that a program added as objects. Immutable.
 */
public final class Registry {
    private static final Registry INSTALLED = new Registry(Map.of());

    private final Map<Class<? extends Provider>, List<Provider>> added;

    private Registry(Map<Class<? extends Provider>, List<Provider>> added) {
        this.added = added;
    }

    /** What the class path holds, and nothing else. */
    public static Registry installed() {
        return INSTALLED;
    }

    /**
     * The same with one provider more.
     *
     * @param kind what it is a provider of, the interface that others of its kind implement
     */
    public <P extends Provider> Registry with(Class<P> kind, P provider) {
        Map<Class<? extends Provider>, List<Provider>> all = new HashMap<>(added);
        List<Provider> ofKind = new ArrayList<>(all.getOrDefault(kind, List.of()));
        ofKind.add(provider);
        all.put(kind, List.copyOf(ofKind));
        return new Registry(Map.copyOf(all));
    }

    /**
     * The providers of one kind; two of one name are an error.
     *
     * @param words what they are in words, for errors: {@code an agent}
     */
    public <P extends Provider> Providers<P> of(String words, Class<P> kind) {
        return Providers.load(words, kind)
                .with(added.getOrDefault(kind, List.of()).stream()
                        .map(kind::cast)
                        .toList());
    }
}
