package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/** What is wrong with a document that could not be read as a record, in our words and with its place. */
final class ReadErrors {
    private static final Pattern YAML_PROBLEM = Pattern.compile(
            "(?:.*\n)?(?<problem>[^\n]+)\n in [^\n]+, line (?<line>[0-9]+), column (?<column>[0-9]+):.*",
            Pattern.DOTALL);

    private ReadErrors() {}

    /**
     * The error of a document.
     *
     * @param tree what was read of it; null to read it anew
     */
    static InputException of(Source source, Class<?> type, @Nullable JsonNode tree, JsonProcessingException error) {
        Optional<StreamReadException> syntax = cause(error, StreamReadException.class);
        if (syntax.isPresent()) {
            return syntax(source, syntax.get(), error);
        }
        JsonPointer place = place(error);
        boolean kind = error instanceof InvalidTypeIdException;
        try {
            List<Violation> broken = type.isRecord()
                    ? broken(
                            Violation.of(RecordSchema.of(type, source.kinds()), tree == null ? source.tree() : tree),
                            one -> one.equals(place) || (kind && place.equals(one.head())))
                    : List.of();
            if (!broken.isEmpty()) {
                return new InputException(
                        broken.stream()
                                .map(rule -> at(source, rule))
                                .distinct()
                                .collect(Collectors.joining(System.lineSeparator())),
                        error);
            }
        } catch (IOException unreadable) {
            return source.at(new InputException(error.getOriginalMessage(), error), error.getLocation());
        }
        return source.at(new InputException(rule(error, source.kinds()), error), place, false);
    }

    /** What a parser stumbled over; the one of YAML tells of several places in many lines, of which the last one counts. */
    private static InputException syntax(Source source, StreamReadException syntax, JsonProcessingException error) {
        String message = syntax.getOriginalMessage();
        Matcher yaml = YAML_PROBLEM.matcher(message);
        if (!yaml.matches()) {
            InputException said = source.at(new InputException(message, error), syntax.getLocation());
            return message.startsWith("Unexpected end-of-input") ? said.maybe("the file was cut off") : said;
        }
        String problem = yaml.group("problem");
        InputException said = new InputException(problem, error)
                .at(source.name(), Long.parseLong(yaml.group("line")), Long.parseLong(yaml.group("column")));
        return problem.contains("(TAB)") ? said.maybe("a tab indents the line, where spaces must") : said;
    }

    /** The fields too many or too few anywhere, else the value that could not be read: others may be read leniently. */
    private static List<Violation> broken(List<Violation> all, Predicate<JsonPointer> unread) {
        List<Violation> fields =
                all.stream().filter(one -> one.kind() != Violation.Kind.VALUE).toList();
        // What an object lacks may be what it misspells.
        Set<JsonPointer> misspelled = fields.stream()
                .filter(one -> one.kind() == Violation.Kind.UNKNOWN_FIELD)
                .map(one -> one.place().head())
                .collect(Collectors.toSet());
        return fields.isEmpty()
                ? all.stream().filter(one -> unread.test(one.place())).limit(1).toList()
                : fields.stream()
                        .filter(one -> one.kind() != Violation.Kind.MISSING_FIELD || !misspelled.contains(one.place()))
                        .toList();
    }

    private static String at(Source source, Violation rule) {
        return String.valueOf(source.at(rule.error(), rule.place(), rule.kind() == Violation.Kind.UNKNOWN_FIELD)
                .getMessage());
    }

    private static JsonPointer place(JsonProcessingException error) {
        JsonPointer place = JsonPointer.empty();
        if (error instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                place = step.getFieldName() == null
                        ? place.appendIndex(step.getIndex())
                        : place.appendProperty(step.getFieldName());
            }
        }
        return place;
    }

    /** The rule that a record's constructor has, the values that there are, or what Jackson says. */
    private static String rule(JsonProcessingException error, Kinds kinds) {
        if (error instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            List<String> values = Stream.of(format.getTargetType().getEnumConstants())
                    .map(value -> value.toString().toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList();
            String field = format.getPath().isEmpty()
                    ? "the value"
                    : format.getPath().get(format.getPath().size() - 1).getFieldName();
            return "Expected " + field + " to be one of " + values + ", given " + format.getValue();
        }
        if (error instanceof InvalidTypeIdException kind) {
            Set<String> known = kinds.of(kind.getBaseType().getRawClass()).keySet();
            return String.valueOf(InputException.unknown("a kind", kind.getTypeId(), new TreeSet<>(known))
                    .getMessage());
        }
        return cause(error, InputException.class)
                .<RuntimeException>map(one -> one)
                .or(() -> cause(error, IllegalArgumentException.class))
                .map(Throwable::getMessage)
                .orElse(error.getOriginalMessage());
    }

    private static <E extends Throwable> Optional<E> cause(Throwable error, Class<E> type) {
        for (Throwable one = error; one != null; one = one.getCause()) {
            if (type.isInstance(one)) {
                return Optional.of(type.cast(one));
            }
        }
        return Optional.empty();
    }
}
