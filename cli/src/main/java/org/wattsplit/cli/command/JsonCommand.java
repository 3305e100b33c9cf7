package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Documents;
import picocli.CommandLine.Option;

/** A command whose result can also be written as JSON. */
abstract class JsonCommand extends PrintingCommand {
    @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON; replaces FILE.")
    private @Nullable Path json;

    /** Writes the result where that was asked for. */
    void writeJson(Object result) {
        if (json != null) {
            Documents.writeJson(json, result);
        }
    }
}
