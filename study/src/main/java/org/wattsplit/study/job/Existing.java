package org.wattsplit.study.job;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.wattsplit.framework.check.InputException;

/** What a job does with results of an earlier one where its own go. */
public enum Existing {
    /** Refuses to run, so that nothing is lost. */
    REFUSE,
    /** Keeps what is complete and goes on with what was cut off. */
    RESUME,
    /** Replaces them. */
    REPLACE;

    /**
     * Refuses a path where something is, unless that was decided otherwise.
     *
     * @throws InputException which names it
     */
    public void require(Path path) {
        if (this == REFUSE && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw InputException.exists(path)
                    .maybe("name another path, resume what was cut off there, or replace what is there");
        }
    }
}
