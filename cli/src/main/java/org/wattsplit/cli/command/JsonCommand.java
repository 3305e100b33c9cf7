package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.WriteLock;
import picocli.CommandLine.Option;

/** A command whose result can also be written as JSON. */
abstract class JsonCommand extends PrintingCommand {
    @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON; replaces FILE.")
    private @Nullable Path json;

    /** The right to write the result where that was asked for, while the command runs. */
    WriteLock lockJson() {
        return WriteLock.of(json == null ? List.of() : List.of(json));
    }

    /** Writes the result where that was asked for. */
    void writeJson(Object result) {
        if (json != null) {
            Documents.writeJson(json, result);
        }
    }
}
