package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.wattsplit.framework.check.InputException;

/**
 * A rule of a schema that a document breaks.
 *
 * @param kind which kind of rule
 * @param place the field or value; of a missing field, the object without it
 * @param error name, rule and value
 */
record Violation(Kind kind, JsonPointer place, InputException error) {
    /** The kinds, in the order in which they are told: a field that nobody knows may be the one that is missing. */
    enum Kind {
        UNKNOWN_FIELD,
        MISSING_FIELD,
        VALUE
    }

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

    /** Every broken rule, unknown fields first and missing ones next, all of an object together. */
    static List<Violation> of(JsonNode schema, JsonNode document) {
        JsonSchema rules = FACTORY.getSchema(schema, CONFIG);
        List<Violation> found = new ArrayList<>();
        Map<JsonPointer, List<String>> missing = new LinkedHashMap<>();
        for (ValidationMessage message : rules.validate(document)) {
            if (message.getType().equals("required")) {
                missing.computeIfAbsent(place(message), place -> new ArrayList<>())
                        .add(message.getProperty());
            } else {
                found.add(of(schema, message));
            }
        }
        missing.forEach((place, fields) -> found.add(new Violation(
                Kind.MISSING_FIELD,
                place,
                new InputException(
                        (fields.size() > 1 ? "Missing fields: " : "Missing field: ") + String.join(", ", fields)))));
        found.sort(Comparator.comparing(Violation::kind));
        return found;
    }

    private static Violation of(JsonNode schema, ValidationMessage message) {
        JsonPointer place = place(message);
        JsonNode rule = message.getSchemaNode();
        String given = String.valueOf(message.getInstanceNode());
        String name = place.matches() ? "the document" : place.last().getMatchingProperty();
        return switch (message.getType()) {
            case "additionalProperties" -> {
                JsonPointer known = JsonPointer.compile(
                                message.getEvaluationPath().toString())
                        .head()
                        .appendProperty("properties");
                yield new Violation(
                        Kind.UNKNOWN_FIELD,
                        place.appendProperty(message.getProperty()),
                        InputException.unknown(
                                "a field",
                                message.getProperty(),
                                names(schema.at(known)),
                                "a newer Wattsplit knows it"));
            }
            case "enum" ->
                new Violation(
                        Kind.VALUE,
                        place,
                        InputException.unknown(name, message.getInstanceNode().asText(), values(rule)));
            default -> new Violation(Kind.VALUE, place, InputException.of(name, types(rule), given));
        };
    }

    private static JsonPointer place(ValidationMessage message) {
        return JsonPointer.compile(message.getInstanceLocation().toString());
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> values(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String types(JsonNode rule) {
        List<String> types = rule.isArray() ? values(rule) : List.of(rule.asText());
        return types.stream()
                .map(type -> switch (type) {
                    case "string" -> "text";
                    case "integer" -> "a whole number";
                    case "number" -> "a number";
                    case "boolean" -> "true or false";
                    case "array" -> "a list";
                    case "object" -> "fields with values";
                    default -> type;
                })
                .collect(Collectors.joining(" or "));
    }
}
