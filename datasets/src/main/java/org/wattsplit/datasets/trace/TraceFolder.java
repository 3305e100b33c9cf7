package org.wattsplit.datasets.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.file.CsvTable;

/** A folder of traces, each named as its file is; {@code .csv} files are CSV, all others Mahimahi's. */
public final class TraceFolder {
    /** Where Debian's package {@code mahimahi-traces} puts its traces. */
    public static final Path DEFAULT = Path.of("/usr/share/mahimahi/traces");

    private TraceFolder() {}

    /** Reads the traces of those names; an error names the first that is missing. */
    public static List<NetworkTrace> read(Path folder, List<String> names) {
        return names.stream().map(name -> read(folder, name)).toList();
    }

    private static NetworkTrace read(Path folder, String name) {
        Path path = folder.resolve(name);
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw InputException.of("a trace", "the name of a file in the folder of traces", name);
        }
        if (!Files.isRegularFile(path)) {
            throw InputException.notFound("Trace", path)
                    .maybe("install Debian's package mahimahi-traces, or name the folder with --traces");
        }
        if (!name.endsWith(".csv")) {
            return MahimahiTrace.read(path, name);
        }
        return Irish5gTrace.matches(CsvTable.head(path)) ? Irish5gTrace.read(path, name) : CsvTrace.read(path, name);
    }
}
