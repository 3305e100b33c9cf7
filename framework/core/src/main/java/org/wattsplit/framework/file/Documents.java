package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * JSON and YAML as records: {@code snake_case} names, unknown and duplicate fields rejected, errors with file, line
 * and column. Thread-safe.
 */
public final class Documents {
    /** The largest document that is read. */
    public static final long MAX_BYTES = 256L << 20;

    private static final JsonMapper JSON = strict(JsonMapper.builder()).build();
    private static final YAMLMapper YAML = strict(YAMLMapper.builder(
                    // A node's kind is a field, in what is written as in what is read.
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
                            .build()))
            .build();

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
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .addModule(new AbsentFields());
    }

    /** Reads a JSON file as a record. */
    public static <T> T readJson(Path path, Class<T> type) {
        return read(json(path), type);
    }

    /** Reads a YAML file as a record; its lines may have {@value CsvTable#MAX_LINE} bytes. */
    public static <T> T readYaml(Path path, Class<T> type) {
        return read(yaml(path), type);
    }

    /** Reads JSON from a stream, which stays open; {@code source} names it in errors. */
    public static <T> T readJson(InputStream in, String source, Class<T> type) {
        return read(stream(JSON, in, source), type);
    }

    /** Reads YAML from a stream, which stays open; {@code source} names it in errors. */
    public static <T> T readYaml(InputStream in, String source, Class<T> type) {
        return read(yaml(in, source), type);
    }

    /** Reads one line of a file of JSON lines. */
    public static <T> T readJsonLine(String text, String source, long line, Class<T> type) {
        return read(jsonLine(text, source, line), type);
    }

    static Source json(Path path) {
        return Source.of(JSON, bounded(path));
    }

    static Source yaml(Path path) {
        requireLines(bounded(path));
        return Source.of(YAML, path);
    }

    static Source yaml(InputStream in, String source) {
        return stream(YAML, in, source);
    }

    static Source jsonLine(String text, String source, long line) {
        return Source.ofLine(JSON, source, line, text);
    }

    private static Source stream(ObjectMapper mapper, InputStream in, String source) {
        try {
            return Source.of(mapper, source, in);
        } catch (IOException e) {
            throw Failures.reading(source, e);
        }
    }

    private static Path bounded(Path path) {
        InputPath.requireFile(path);
        try {
            long bytes = Files.size(path);
            if (bytes > MAX_BYTES) {
                throw InputException.of(path.toString(), "at most " + MAX_BYTES + " bytes", bytes);
            }
            return path;
        } catch (IOException e) {
            throw Failures.reading(path, e);
        }
    }

    /** Throws unless it is UTF-8 in lines that are not too long. The YAML parser takes time in proportion to the square of a word's length: hours for 100 MB. */
    private static void requireLines(Path path) {
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
            Encoding.require(path);
        } catch (IOException e) {
            throw Failures.reading(path, e);
        }
    }

    private static <T> T read(Source source, Class<T> type) {
        try {
            return bind(source, type);
        } catch (IOException e) {
            throw Failures.reading(source.name(), e);
        }
    }

    /** Reads a document as a record. */
    static <T> T bind(Source source, Class<T> type) throws IOException {
        try (JsonParser parser = source.open()) {
            if (parser.nextToken() == null) {
                throw source.at(new InputException("Expected the document to hold something, given nothing"), null);
            }
            return filled(source, source.mapper().readValue(parser, type));
        } catch (JsonProcessingException e) {
            throw ReadErrors.of(source, type, null, e);
        }
    }

    /** Reads what a document became as a record. */
    static <T> T bind(Source source, JsonNode tree, Class<T> type) {
        try {
            return filled(source, source.mapper().treeToValue(tree, type));
        } catch (JsonProcessingException e) {
            throw ReadErrors.of(source, type, tree, e);
        }
    }

    private static <T> T filled(Source source, @Nullable T value) {
        if (value == null) {
            throw source.at(InputException.of("the document", "not empty", "nothing"), null);
        }
        return value;
    }

    /** The value of a YAML text of our own. */
    static Object yaml(String text, JavaType type) throws IOException {
        return YAML.readValue(text, type);
    }

    /** A YAML text of our own. */
    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected YAML, given " + text, e);
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

    /** A value's JSON on one line, without its end. */
    public static String toJsonLine(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * A value's JSON by the path of each number, word or list in it: {@code weights.joules_per_miss} to {@code 100.0}. What is
     * null or an empty object is left out.
     */
    public static SortedMap<String, String> flat(Object value) {
        SortedMap<String, String> flat = new TreeMap<>();
        flatten("", JSON.valueToTree(value), flat);
        return flat;
    }

    private static void flatten(String path, JsonNode node, SortedMap<String, String> flat) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), flat));
        } else if (!node.isNull()) {
            flat.put(path, node.isValueNode() ? node.asText() : node.toString());
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
