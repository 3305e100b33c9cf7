package org.wattsplit.framework.file;

import java.io.IOException;
import java.io.InputStream;
import org.wattsplit.framework.check.InputException;

/**
 * Reads the files of an {@link ArrayStore} of one version. Each version that was ever released has one, which stays as
 * it is; a later version adds a class, and its line in {@link ArrayStore}.
 */
interface ArrayReader {
    /** The version, from 1. */
    int version();

    /**
     * Whether a file is of this version.
     *
     * @param first its first {@value ArrayStore#FIRST_BYTES} bytes, fewer where it is shorter
     */
    boolean begins(byte[] first);

    /**
     * Reads a file to its end.
     *
     * @param in at its beginning
     * @param source the file's name, for errors
     * @throws InputException where anything in it breaks a rule, was changed or is missing
     */
    Raw read(InputStream in, String source) throws IOException;

    /**
     * What a file holds.
     *
     * @param about what it says of itself, JSON
     * @param line line of the file on which that stands, from 1; 0 where it has no lines
     * @param arrays its arrays
     */
    record Raw(String about, int line, ArrayStore arrays) {}
}
