package org.wattsplit.datasets.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.provider.Registry;

/**
 * A folder of traces, each named as its file is. A {@link TraceFormat} that recognises a file reads it; else {@code .csv}
 * files are CSV, all others Mahimahi's.
 */
public final class TraceFolder {
    /** Where Debian's package {@code mahimahi-traces} puts its traces. */
    public static final Path DEFAULT = Path.of("/usr/share/mahimahi/traces");

    private TraceFolder() {}

    /** Reads the traces of those names in the formats that the class path holds; an error names the first that is missing. */
    public static List<NetworkTrace> read(Path folder, List<String> names) {
        return read(folder, names, Registry.installed());
    }

    /** Reads the traces of those names in the formats of a registry; an error names the first that is missing. */
    public static List<NetworkTrace> read(Path folder, List<String> names, Registry registry) {
        Collection<TraceFormat> formats =
                registry.of("a format of traces", TraceFormat.class).all().values();
        return names.stream().map(name -> read(folder, name, formats)).toList();
    }

    private static NetworkTrace read(Path folder, String name, Collection<TraceFormat> formats) {
        Path path = folder.resolve(name);
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw InputException.of("a trace", "the name of a file in the folder of traces", name);
        }
        if (!Files.isRegularFile(path)) {
            throw InputException.notFound("Trace", path)
                    .maybe("install Debian's package mahimahi-traces, or name the folder that has it");
        }
        for (TraceFormat format : formats) {
            if (format.recognises(path)) {
                return format.read(path, name);
            }
        }
        if (!name.endsWith(".csv")) {
            return MahimahiTrace.read(path, name);
        }
        return Irish5gTrace.matches(CsvTable.head(path)) ? Irish5gTrace.read(path, name) : CsvTrace.read(path, name);
    }
}
