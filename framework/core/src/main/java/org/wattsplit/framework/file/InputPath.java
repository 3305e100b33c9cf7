package org.wattsplit.framework.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.wattsplit.framework.check.InputException;

/** Checks that what is to be read is there, and is what it should be. */
public final class InputPath {
    private InputPath() {}

    /** Throws unless it is a file. */
    public static void requireFile(Path path) {
        BasicFileAttributes given = attributes("File", path);
        InputException.require(given.isRegularFile(), path.toString(), "a file", kind(given));
    }

    /** Throws unless it is a folder. */
    public static void requireFolder(Path path) {
        BasicFileAttributes given = attributes("Folder", path);
        InputException.require(given.isDirectory(), path.toString(), "a folder", kind(given));
    }

    private static BasicFileAttributes attributes(String wanted, Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw InputException.notFound(wanted, path);
        } catch (IOException e) {
            throw Failures.reading(path, e);
        }
    }

    private static String kind(BasicFileAttributes given) {
        if (given.isDirectory()) {
            return "a folder";
        }
        return given.isRegularFile() ? "a file" : "neither file nor folder";
    }
}
