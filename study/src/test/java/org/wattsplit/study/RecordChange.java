package org.wattsplit.study;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes one component of a record, or of a record in it, in a small way. */
final class RecordChange {
    private RecordChange() {}

    /** Paths of all components that are no records, of a record and those in it. */
    static void paths(String path, Class<?> type, List<String> paths) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = path + snake(component.getName());
            if (component.getType().isRecord()) {
                paths(name + ".", component.getType(), paths);
            } else {
                paths.add(name);
            }
        }
    }

    static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * The same record with another value at a path.
     *
     * @param others the values at paths where another digit is none; a path without either is an error
     */
    static <R> R of(R record, String path, Map<String, Object> others) {
        return changed(record, "", path, others);
    }

    private static <R> R changed(R record, String before, String path, Map<String, Object> others) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                String here = before + snake(components[i].getName());
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(record);
                if (path.equals(here)) {
                    values[i] = others.containsKey(here) ? others.get(here) : otherDigit(here, value);
                } else if (path.startsWith(here + ".")) {
                    values[i] = changed(Objects.requireNonNull(value, here), here + ".", path, others);
                } else {
                    values[i] = value;
                }
            }
            Constructor<?> constructor = record.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            R made = (R) constructor.newInstance(values);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Expected " + path + " to be changed", e);
        }
    }

    private static Object otherDigit(String path, @Nullable Object value) {
        if (value instanceof Double number) {
            return number == 0 ? 0.01 : number * 1.01;
        }
        if (value instanceof Integer number) {
            return number + 1;
        }
        if (value instanceof Long number) {
            return number + 1;
        }
        if (value instanceof Boolean truth) {
            return !truth;
        }
        if (value instanceof String text) {
            return text + "x";
        }
        if (value instanceof List<?> list && list.get(0) instanceof Double) {
            List<Object> other = new ArrayList<>(list);
            other.set(0, otherDigit(path, list.get(0)));
            return other;
        }
        throw new AssertionError("Expected a case for " + path + ", given none");
    }
}
