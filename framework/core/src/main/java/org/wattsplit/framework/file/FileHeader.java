package org.wattsplit.framework.file;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/**
 * The header that every file of the project begins with.
 *
 * @param format what the file holds, for example {@code pareto-set}
 * @param version version of that format, from 1
 * @param seed root seed of what is in it, null where chance played no part
 * @param configurationHash hash of the settings that made it, null where none did
 * @param inputs SHA-256 of each input by its name, sorted; default none
 * @param command the command that made it, without where its output goes and what does not change it; null where none did
 * @param producer the code and machine that wrote it; default unknown
 */
public record FileHeader(
        String format,
        int version,
        @Nullable Long seed,
        @Nullable String configurationHash,
        @Default("{}") Map<String, String> inputs,
        @Nullable String command,
        @Default("{}") Producer producer) {
    public FileHeader {
        Check.notBlank("format", format);
        Check.that(version > 0, "version", "above 0", version);
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }
}
