package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.wattsplit.framework.check.InputException;

/**
 * JSON and YAML as records: {@code snake_case} names, unknown and duplicate fields rejected, errors with file, line
 * and column. Thread-safe.
 */
public final class Documents {
    /** The largest document that is read. */
    public static final long MAX_BYTES = 256L << 20;

    private static final JsonMapper JSON = strict(JsonMapper.builder()).build();
    private static final YAMLMapper YAML =
            strict(YAMLMapper.builder(YAMLFactory.builder().build())).build();

    /** How Jackson reports a record's component that a document lacks. */
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private static final Pattern KNOWN_KINDS = Pattern.compile("known type ids = \\[([^]]*)]");

    private static final Pattern MISSING_FIELD = Pattern.compile("^Missing .*creator property '(\\w+)'");

    private Documents() {}

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    }

    /** Reads a JSON file as a record. */
    public static <T> T readJson(Path path, Class<T> type) {
        return read(JSON, path, type);
    }

    /**
     * Checks the header of a JSON file, before all of it is read: a file of another version has other fields.
     *
     * @throws InputException when it names another format or version; a file without a header is left to the reader
     */
    public static void expectHeader(Path path, String format, int version) {
        if (!Files.isRegularFile(path)) {
            return;
        }
        try (JsonParser parser = JSON.createParser(path.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !"header".equals(parser.nextFieldName())) {
                return;
            }
            parser.nextToken();
            long line = parser.currentLocation().getLineNr();
            JsonNode header = JSON.reader()
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(parser);
            String given = header.path("format").asText() + " version "
                    + header.path("version").asText();
            if (!given.equals(format + " version " + version)) {
                throw InputException.of("the header", format + " version " + version, given)
                        .at(path.toString(), line, 0);
            }
        } catch (JsonProcessingException e) {
            // Reading all of it tells where it is broken.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Reads a YAML file as a record; its lines may have {@value CsvTable#MAX_LINE} bytes. */
    public static <T> T readYaml(Path path, Class<T> type) {
        if (Files.isRegularFile(path)) {
            boundLines(path);
        }
        return read(YAML, path, type);
    }

    /** The YAML parser takes time in proportion to the square of a word's length: hours for 100 MB. */
    private static void boundLines(Path path) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            long line = 1;
            int length = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                length = c == '\n' ? 0 : length + 1;
                if (length > CsvTable.MAX_LINE) {
                    throw InputException.of("every line", "at most " + CsvTable.MAX_LINE + " bytes", "a longer one")
                            .at(path.toString(), line, 0);
                }
                line += c == '\n' ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static <T> T read(ObjectMapper mapper, Path path, Class<T> type) {
        if (!Files.isRegularFile(path)) {
            throw InputException.of("the input", "a readable file", path + ", which is none");
        }
        try {
            long bytes = Files.size(path);
            if (bytes > MAX_BYTES) {
                throw InputException.of(path.toString(), "at most " + MAX_BYTES + " bytes", bytes);
            }
            T value = mapper.readValue(path.toFile(), type);
            if (value == null) {
                throw InputException.of("the document", "not empty", "nothing").at(path.toString(), 0, 0);
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw misspelled(mapper, path, type, e)
                    .orElseGet(() -> explain(e)
                            .at(
                                    path.toString(),
                                    place == null ? 0 : place.getLineNr(),
                                    place == null ? 0 : place.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Where a field is missing: the one that stands there and nobody knows, which is it with a slip of the pen. */
    private static Optional<InputException> misspelled(
            ObjectMapper mapper, Path path, Class<?> type, JsonProcessingException e) {
        if (!(e instanceof MismatchedInputException mismatch)
                || !MISSING_FIELD.matcher(e.getOriginalMessage()).find()) {
            return Optional.empty();
        }
        try {
            return misspelled(mapper.readTree(path.toFile()), path, type, mismatch.getPath());
        } catch (IOException unreadable) {
            // It was read a moment ago; what is missing is said without this.
            return Optional.empty();
        }
    }

    private static Optional<InputException> misspelled(
            JsonNode root, Path path, Class<?> type, List<JsonMappingException.Reference> steps) throws IOException {
        JsonNode node = root;
        Class<?> known = type;
        for (JsonMappingException.Reference step : steps) {
            String field = step.getFieldName();
            Optional<Class<?>> inner = field == null ? Optional.empty() : component(known, field);
            if (inner.isEmpty() || !node.path(field).isObject()) {
                break;
            }
            node = node.path(field);
            known = inner.get();
        }
        if (!known.isRecord()) {
            return Optional.empty();
        }
        List<String> fields = Stream.of(known.getRecordComponents())
                .map(one -> SNAKE.translate(one.getName()))
                .toList();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                return Optional.of(
                        InputException.unknown("a field", name, fields).at(path.toString(), lineOf(path, name), 0));
            }
        }
        return Optional.empty();
    }

    private static Optional<Class<?>> component(Class<?> type, String field) {
        return !type.isRecord()
                ? Optional.empty()
                : Stream.of(type.getRecordComponents())
                        .filter(one -> SNAKE.translate(one.getName()).equals(field))
                        .<Class<?>>map(RecordComponent::getType)
                        .findFirst();
    }

    /** The line that alone has a key; 0 where it is not alone. */
    private static long lineOf(Path path, String key) throws IOException {
        List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        Pattern there = Pattern.compile("^[\\s{,\"-]*" + Pattern.quote(key) + "\"?\\s*:");
        long[] found = LongStream.rangeClosed(1, lines.size())
                .filter(line -> there.matcher(lines.get((int) line - 1)).find())
                .toArray();
        return found.length == 1 ? found[0] : 0;
    }

    /** What is wrong, in the words of our own errors where Jackson speaks of Java. */
    private static InputException explain(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof InputException) {
            return new InputException(String.valueOf(e.getCause().getMessage()), e);
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return InputException.unknown(
                    "a field",
                    unknown.getPropertyName(),
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).toList());
        }
        Matcher kinds = KNOWN_KINDS.matcher(e.getOriginalMessage());
        if (e instanceof InvalidTypeIdException kind && kinds.find()) {
            return InputException.unknown(
                    "the kind",
                    String.valueOf(kind.getTypeId()),
                    List.of(kinds.group(1).split(", ")));
        }
        if (e instanceof InvalidFormatException wrong && !wrong.getPath().isEmpty()) {
            String field = String.valueOf(
                    wrong.getPath().get(wrong.getPath().size() - 1).getFieldName());
            String rule = wrong.getTargetType().isEnum()
                    ? "one of "
                            + List.of(wrong.getTargetType().getEnumConstants())
                                    .toString()
                                    .toLowerCase(Locale.ROOT)
                    : "a " + wrong.getTargetType().getSimpleName();
            return InputException.of(field, rule, '"' + wrong.getValue().toString() + '"');
        }
        if (String.valueOf(e.getOriginalMessage()).startsWith("No content to map")) {
            return new InputException("Expected the document to hold something, given nothing", e);
        }
        Matcher missing = MISSING_FIELD.matcher(e.getOriginalMessage());
        if (missing.find()) {
            return new InputException("Expected the field " + missing.group(1) + " to be there, given none", e);
        }
        return new InputException(e.getOriginalMessage().replaceFirst(" \\(through reference chain.*", ""), e);
    }

    /** Reads JSON from a stream, which stays open; {@code source} names it in errors. */
    public static <T> T readJson(InputStream in, String source, Class<T> type) {
        try {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new InputException(String.valueOf(e.getMessage()), e).at(source, 0, 0);
        }
    }

    /** Reads YAML from a stream, which stays open; {@code source} names it in errors. */
    public static <T> T readYaml(InputStream in, String source, Class<T> type) {
        try {
            return YAML.readValue(in, type);
        } catch (IOException e) {
            throw new InputException(String.valueOf(e.getMessage()), e).at(source, 0, 0);
        }
    }

    /** A value's YAML. */
    public static String toYaml(Object value) {
        try {
            return YAML.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write as YAML: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads one line of a file of JSON lines. */
    public static <T> T readJsonLine(String text, String source, long line, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw explain(e).at(source, line, place == null ? 0 : place.getColumnNr());
        }
    }

    /** A value's JSON on one line, without its end. */
    public static String toJsonLine(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Replaces a file with a value's JSON, indented by two spaces, ended by a line feed. */
    public static void writeJson(Path path, Object value) {
        AtomicFile.write(path, writer -> writer.write(toJson(value)));
    }

    /** Replaces a file with a value's YAML. */
    public static void writeYaml(Path path, Object value) {
        AtomicFile.write(path, writer -> YAML.writeValue(writer, value));
    }

    /** A value's JSON, indented by two spaces, ended by a line feed. */
    public static String toJson(Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
