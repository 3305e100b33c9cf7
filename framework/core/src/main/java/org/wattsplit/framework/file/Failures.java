package org.wattsplit.framework.file;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says what could not be read or written and why, in the operating system's words: Java's own messages are often the path
 * alone, or the name of a class.
 */
public final class Failures {
    private static final String DENIED = "Permission denied";

    /** What the older classes say: the path, then the reason. */
    private static final Pattern REASON_BEHIND = Pattern.compile(".*\\(([^()]+)\\)");

    private Failures() {}

    /** The failure to read something. */
    public static UncheckedIOException reading(Object what, IOException cause) {
        return of("read " + what, place(what), cause, "");
    }

    /** The failure to write something, with what can be done. */
    public static UncheckedIOException writing(Object what, IOException cause) {
        return of("write " + what, place(what), cause, advice(reason(cause)));
    }

    /** The failure to do something, such as {@code make the folder x}. */
    public static UncheckedIOException of(String what, IOException cause) {
        return of(what, null, cause, "");
    }

    private static UncheckedIOException of(String what, @Nullable Path place, IOException cause, String advice) {
        String message = "Cannot " + what + ": " + reason(cause) + culprit(what, place, cause);
        return new UncheckedIOException(
                advice.isEmpty() ? message : message + System.lineSeparator() + "Maybe " + advice, cause);
    }

    /** Why something failed. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException file) {
            return file.getReason() == null ? reasonOf(file) : file.getReason();
        }
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (failure instanceof FileNotFoundException) {
            Matcher reason = REASON_BEHIND.matcher(message);
            return reason.matches() ? reason.group(1) : "No such file or directory";
        }
        if (failure instanceof CharacterCodingException) {
            return "Not UTF-8 text";
        }
        if (failure instanceof EOFException) {
            return "It ends early";
        }
        if (failure instanceof UnknownHostException) {
            return "Unknown host " + message;
        }
        if (!message.isBlank()) {
            return message;
        }
        if (failure.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        return failure instanceof ConnectException ? "Connection refused" : words(failure.getClass());
    }

    /** The reason of a class that has no words of its own. */
    private static String reasonOf(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (failure instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        if (failure instanceof FileSystemLoopException) {
            return "Too many levels of symbolic links";
        }
        return words(failure.getClass());
    }

    /** A class's name in words: {@code ClosedChannelException} is a closed channel. */
    private static String words(Class<?> type) {
        String words = type.getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return words.isEmpty() || words.equals("io")
                ? "The operating system gives no reason"
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static @Nullable Path place(Object what) {
        return what instanceof Path path ? path.toAbsolutePath() : null;
    }

    /** The file where it failed, unless it is the one that was named, or one that is made beside it for a while. */
    private static String culprit(String what, @Nullable Path place, IOException failure) {
        if (!(failure instanceof FileSystemException error)
                || error.getFile() == null
                || what.endsWith(error.getFile())) {
            return "";
        }
        if (place == null) {
            return " (" + error.getFile() + ")";
        }
        Path file = Path.of(error.getFile()).toAbsolutePath();
        Path name = Objects.requireNonNullElse(file.getFileName(), file);
        boolean known = name.toString().startsWith(".") || Objects.equals(file.getParent(), place.getParent());
        return known ? "" : " (" + error.getFile() + ")";
    }

    private static String advice(String reason) {
        if (reason.startsWith("No space left") || reason.startsWith("Disk quota")) {
            return "make room there, or name another path";
        }
        if (reason.equals(DENIED) || reason.startsWith("Read-only") || reason.equals("Operation not permitted")) {
            return "name a path that you may write to";
        }
        return reason.endsWith("directory") || reason.equals("File exists") ? "name another path" : "";
    }
}
