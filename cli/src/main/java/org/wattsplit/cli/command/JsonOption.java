package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Documents;
import picocli.CommandLine.Option;

/** The option {@code --json}. */
final class JsonOption {
    @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON; replaces FILE.")
    private @Nullable Path file;

    void write(Object result) {
        if (file != null) {
            Documents.writeJson(file, result);
        }
    }
}
