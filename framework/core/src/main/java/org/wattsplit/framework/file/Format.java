package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.provider.NodeKind;

/**
 * A file format: its name, and a reader of every version that was ever released. The newest version is read as a record;
 * an older one is taken, step by step, to the next one first. A document says what it is in its fields {@code format} and
 * {@code version}, or in those of its {@code header}; one that says nothing is of the oldest version.
 *
 * <p>To change a format: change the record, raise the version, add {@link #since} with a step that rewrites a document of
 * the version before, and keep a file of that version in the golden files. A step touches what changed and nothing else;
 * the version is set for it.
 *
 * @param <T> what the newest version is read as
 */
public final class Format<T> {
    private static final String FORMAT = "format";
    private static final String VERSION = "version";
    private static final String HEADER = "header";

    private final String name;
    private final Class<T> type;
    private final int oldest;
    /** Position i takes version oldest + i to the next. */
    private final List<UnaryOperator<ObjectNode>> steps;

    private final Kinds kinds;

    private Format(String name, Class<T> type, int oldest, List<UnaryOperator<ObjectNode>> steps, Kinds kinds) {
        this.name = name;
        this.type = type;
        this.oldest = oldest;
        this.kinds = kinds;
        this.steps = Collections.unmodifiableList(steps);
    }

    /** A format whose first released version is that one. */
    public static <T> Format<T> of(String name, int version, Class<T> type) {
        return new Format<>(name, type, version, List.of(), Kinds.NONE);
    }

    /** The same format with one more version, which a document of the version before becomes by {@code step}. */
    public Format<T> since(int version, UnaryOperator<ObjectNode> step) {
        if (version != version() + 1) {
            throw new IllegalArgumentException("Expected the version to be " + (version() + 1) + ", given " + version);
        }
        List<UnaryOperator<ObjectNode>> more = new ArrayList<>(steps);
        more.add(step);
        return new Format<>(name, type, oldest, more, kinds);
    }

    /**
     * The same format with more kinds of nodes.
     *
     * @param family what nodes of all these kinds are
     */
    public <S> Format<T> with(Class<S> family, Iterable<? extends NodeKind<S>> more) {
        return new Format<>(name, type, oldest, steps, kinds.with(family, more));
    }

    /** The newest version, which is the one that is written. */
    public int version() {
        return oldest + steps.size();
    }

    /** Reads a JSON file; errors name file, line and column. */
    public T readJson(Path path) {
        return read(Documents.json(path).with(kinds));
    }

    /** Reads a YAML file; errors name file, line and column. */
    public T readYaml(Path path) {
        return read(Documents.yaml(path).with(kinds));
    }

    /** Reads YAML from a stream, which stays open; {@code source} names it in errors. */
    public T readYaml(InputStream in, String source) {
        return read(Documents.yaml(in, source).with(kinds));
    }

    /** Reads the line of a file of JSON lines that says what the file is. */
    public T readJsonLine(String text, String source, long line) {
        return read(Documents.jsonLine(text, source, line).with(kinds));
    }

    /**
     * The error of a field in a YAML file that was read, with its place; without line where the file has no such field.
     *
     * @param field where it stands, as a JSON pointer
     */
    public InputException at(Path path, String field, InputException error) {
        return Documents.yaml(path).at(error, JsonPointer.compile(field), false);
    }

    /** The JSON Schema of the newest version. */
    public ObjectNode schema() {
        ObjectNode schema = RecordSchema.of(type, kinds);
        ObjectNode titled = schema.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "Wattsplit " + name + ", version " + version());
        titled.setAll(schema);
        ObjectNode properties = (ObjectNode) titled.path("properties");
        ObjectNode says = properties.path(HEADER) instanceof ObjectNode header
                ? (ObjectNode) header.path("properties")
                : properties;
        if (says.has(FORMAT)) {
            says.putObject(FORMAT).put("const", name);
            says.putObject(VERSION).put("const", version());
        }
        return titled;
    }

    /** What a document says that it is; null where it says nothing. */
    private record Said(
            @Nullable String format,
            @Nullable String version,
            @Nullable JsonLocation formatPlace,
            @Nullable JsonLocation versionPlace) {}

    private T read(Source source) {
        try {
            int version = version(said(source), source);
            if (version == version()) {
                return Documents.bind(source, type);
            }
            JsonNode tree = source.tree();
            for (int from = version; from < version(); from++) {
                tree = steps.get(from - oldest).apply((ObjectNode) tree);
                ObjectNode says = (ObjectNode) (tree.has(HEADER) ? tree.get(HEADER) : tree);
                says.put(VERSION, from + 1);
            }
            return Documents.bind(source, tree, type);
        } catch (IOException e) {
            throw Failures.reading(source.name(), e);
        }
    }

    private int version(Said said, Source source) {
        if (said.format() != null && !said.format().equals(name)) {
            throw source.at(InputException.of("the format", name, said.format()), said.formatPlace());
        }
        if (said.version() == null) {
            return oldest;
        }
        for (int version = oldest; version <= version(); version++) {
            if (said.version().equals(String.valueOf(version))) {
                return version;
            }
        }
        throw source.at(unreleased(name, oldest, version(), said.version()), said.versionPlace());
    }

    /** The error of a version that no release has written. */
    public static InputException unreleased(String format, int oldest, int newest, String given) {
        String known = oldest == newest ? String.valueOf(newest) : oldest + " to " + newest;
        InputException error = new InputException("Expected " + format + " version " + known + ", given " + given);
        boolean later = given.matches("[0-9]{1,9}") && Integer.parseInt(given) > newest;
        return later ? error.maybe("a newer Wattsplit wrote it") : error;
    }

    private static Said said(Source source) throws IOException {
        try (JsonParser parser = source.open()) {
            return parser.nextToken() == JsonToken.START_OBJECT ? said(parser) : new Said(null, null, null, null);
        } catch (JsonProcessingException e) {
            // Reading all of it tells where it is broken.
            return new Said(null, null, null, null);
        }
    }

    private static Said said(JsonParser parser) throws IOException {
        Said said = new Said(null, null, null, null);
        while ((said.format() == null || said.version() == null) && parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals(HEADER) && value == JsonToken.START_OBJECT) {
                return said(parser);
            }
            if (field.equals(FORMAT) && value.isScalarValue()) {
                said = new Said(parser.getText(), said.version(), parser.currentTokenLocation(), said.versionPlace());
            } else if (field.equals(VERSION) && value.isScalarValue()) {
                said = new Said(said.format(), parser.getText(), said.formatPlace(), parser.currentTokenLocation());
            }
            parser.skipChildren();
        }
        return said;
    }
}
