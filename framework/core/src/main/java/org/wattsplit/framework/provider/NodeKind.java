package org.wattsplit.framework.provider;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.wattsplit.framework.check.Check;

/**
 * A kind of a node in files: what its field {@code kind} says, and the record that its other fields are read as. The
 * record carries its name as {@link JsonTypeName}, and says in its constructor which values it takes.
 *
 * @param <S> what nodes of all these kinds are
 */
public interface NodeKind<S> extends Provider {
    /** The record. */
    Class<? extends S> type();

    /** What the field {@code kind} says. */
    @Override
    default String name() {
        return name(type());
    }

    /** The name that a type carries, or else its own. */
    static String nameOrType(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        return name == null ? type.getSimpleName() : name.value();
    }

    /** The name that a record carries. */
    static String name(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        Check.that(name != null && type.isRecord(), type.getName(), "a record with @JsonTypeName", "another type");
        return name == null ? "" : name.value();
    }
}
