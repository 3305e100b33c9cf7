package org.wattsplit.datasets.trace;

import java.nio.file.Path;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.provider.Provider;

/** Reads traces of one format. Those that a program adds are asked before the bundled ones. */
public interface TraceFormat extends Provider {
    /** Whether a file is of this format: by its name, or by how it begins. */
    boolean recognises(Path file);

    /** Reads a trace under a name; errors name file, line, column, rule and value. */
    NetworkTrace read(Path file, String name);
}
