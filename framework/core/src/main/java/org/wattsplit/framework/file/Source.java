package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/**
 * A document that can be read again, where an error asks for its place.
 *
 * @param name what errors call it
 * @param line the line that it is of a larger file; 0 for a whole file
 * @param mapper its syntax
 * @param kinds the kinds of nodes that it may have
 * @param opener begins to read it
 */
record Source(String name, long line, ObjectMapper mapper, Kinds kinds, Opener opener) {
    /** Begins to read. */
    interface Opener {
        JsonParser open() throws IOException;
    }

    static Source of(ObjectMapper mapper, Path path) {
        return new Source(path.toString(), 0, mapper, Kinds.NONE, () -> mapper.createParser(path.toFile()));
    }

    static Source of(ObjectMapper mapper, String name, InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        return new Source(name, 0, mapper, Kinds.NONE, () -> mapper.createParser(bytes));
    }

    static Source ofLine(ObjectMapper mapper, String name, long line, String text) {
        return new Source(name, line, mapper, Kinds.NONE, () -> mapper.createParser(text));
    }

    /** The same, with other kinds of nodes. */
    Source with(Kinds other) {
        return new Source(name, line, other.read(mapper), other, opener);
    }

    JsonParser open() throws IOException {
        return opener.open();
    }

    JsonNode tree() throws IOException {
        try (JsonParser parser = open()) {
            return mapper.readTree(parser);
        }
    }

    InputException at(InputException error, @Nullable JsonLocation place) {
        return error.at(
                name, line > 0 || place == null ? line : place.getLineNr(), place == null ? 0 : place.getColumnNr());
    }

    /**
     * The error at the key, or at the value, that a pointer points to; without line where there is nothing.
     *
     * @param key whether at the key
     */
    InputException at(InputException error, JsonPointer pointer, boolean key) {
        try (JsonParser parser = open()) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (key == (token == JsonToken.FIELD_NAME)
                        && parser.getParsingContext().pathAsPointer().equals(pointer)) {
                    return at(error, parser.currentTokenLocation());
                }
            }
        } catch (IOException e) {
            // What was read a moment ago cannot be read again: the error stands without its place.
            return at(error, null);
        }
        return at(error, null);
    }
}
