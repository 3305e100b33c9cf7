package org.wattsplit.framework.file;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The JSON Schema of a record as {@link Documents} reads it: which fields there are, which must be there, of what type they
 * are, and what they are where they are left out. Rules beyond that stand in the records' constructors.
 */
final class RecordSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<Class<?>> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final Set<Class<?>> TEXT = Set.of(String.class, Path.class);

    /** What YAML takes for text where text is wanted: knob values are written as numbers. */
    private static final List<String> WORDS = List.of("string", "number", "boolean");

    private final Kinds kinds;

    private RecordSchema(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The schema of a record. */
    static ObjectNode of(Class<?> type, Kinds kinds) {
        return new RecordSchema(kinds).of(type);
    }

    private ObjectNode of(Class<?> type) {
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        for (RecordField field : RecordField.of(type)) {
            properties.set(field.name(), property(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        ObjectNode schema = NODES.objectNode().put("type", "object");
        schema.set("properties", properties);
        schema.set("required", required);
        return schema.put("additionalProperties", false);
    }

    private ObjectNode property(RecordField field) {
        ObjectNode schema = ofType(field.component().getGenericType(), false);
        if (field.nullable()) {
            orNull(schema).putNull("default");
        } else if (field.otherwise().isPresent()) {
            JsonNode value = Documents.yaml(field.otherwise().get());
            (field.component().getType().isPrimitive() ? schema : orNull(schema)).set("default", value);
        }
        return schema;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.path("type");
        ArrayNode types = NODES.arrayNode();
        (type.isArray() ? type : NODES.arrayNode().add(type)).forEach(types::add);
        schema.set("type", types.add("null"));
        if (schema.path("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return schema;
    }

    /**
     * The schema of a type.
     *
     * @param inside whether it is of the values of a list or a map
     */
    private ObjectNode ofType(Type type, boolean inside) {
        ObjectNode schema = NODES.objectNode();
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == Map.class) {
                schema.put("type", "object").set("additionalProperties", ofType(of[1], true));
                return schema;
            }
            schema.put("type", "array").set("items", ofType(of[0], true));
            return schema;
        }
        Class<?> raw = (Class<?>) type;
        if (TEXT.contains(raw)) {
            schema.set("type", inside ? strings(WORDS.stream()) : NODES.textNode("string"));
        } else if (WHOLE.contains(raw)) {
            schema.put("type", "integer");
        } else if (raw == double.class || raw == Double.class) {
            schema.put("type", "number");
        } else if (raw == boolean.class || raw == Boolean.class) {
            schema.put("type", "boolean");
        } else if (raw.isEnum()) {
            schema.put("type", "string")
                    .set(
                            "enum",
                            strings(Stream.of(raw.getEnumConstants())
                                    .map(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT))));
        } else if (raw.isAnnotationPresent(JsonTypeInfo.class)) {
            return ofKinds(raw);
        } else if (raw.isRecord()) {
            return of(raw);
        } else {
            throw new IllegalArgumentException("Expected a type that a schema is known for, given " + raw);
        }
        return schema;
    }

    private static ArrayNode strings(Stream<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** One of several records, which a field tells apart. */
    private ObjectNode ofKinds(Class<?> type) {
        String field = type.getAnnotation(JsonTypeInfo.class).property();
        Map<String, Class<?>> known = kinds.of(type);
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode says = schema.putObject("properties").putObject(field);
        schema.putArray("required").add(field);
        if (known.isEmpty()) {
            says.put("type", "string");
            return schema;
        }
        says.set("enum", strings(known.keySet().stream()));
        ArrayNode cases = schema.putArray("allOf");
        known.forEach((name, kind) -> {
            ObjectNode one = cases.addObject();
            ObjectNode when = one.putObject("if");
            when.putObject("properties").putObject(field).put("const", name);
            when.putArray("required").add(field);
            ObjectNode then = of(kind);
            ((ObjectNode) then.get("properties")).putObject(field).put("const", name);
            one.set("then", then);
        });
        return schema;
    }
}
