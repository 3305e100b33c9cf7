package org.wattsplit.framework.file;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.provider.NodeKind;

/**
 * The kinds of nodes that a format knows beyond those that its records name.
 *
 * @param added by what they are, the records by the name of their kind
 */
record Kinds(Map<Class<?>, Map<String, Class<?>>> added) {
    static final Kinds NONE = new Kinds(Map.of());

    <S> Kinds with(Class<S> family, Iterable<? extends NodeKind<S>> more) {
        Map<Class<?>, Map<String, Class<?>>> all = new HashMap<>(added);
        Map<String, Class<?>> ofFamily = of(family);
        for (NodeKind<S> kind : more) {
            Check.that(ofFamily.put(kind.name(), kind.type()) == null, "a kind", "there once by name", kind.name());
        }
        all.put(family, ofFamily);
        return new Kinds(Map.copyOf(all));
    }

    /** The records of a family by the name of their kind: those that it names, then those that were added. */
    Map<String, Class<?>> of(Class<?> family) {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        JsonSubTypes own = family.getAnnotation(JsonSubTypes.class);
        if (own != null) {
            for (JsonSubTypes.Type kind : own.value()) {
                all.put(kind.name(), kind.value());
            }
        }
        all.putAll(added.getOrDefault(family, Collections.emptyMap()));
        return all;
    }

    /** A mapper that reads them, too. */
    ObjectMapper read(ObjectMapper mapper) {
        if (added.isEmpty()) {
            return mapper;
        }
        ObjectMapper other = mapper.copy();
        added.values()
                .forEach(kinds -> kinds.forEach((name, type) -> other.registerSubtypes(new NamedType(type, name))));
        return other;
    }
}
