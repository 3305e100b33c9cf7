package org.wattsplit.framework.testbed;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/**
 * Which of a few worlds was drawn for a whole episode, such as the trace that its link follows. Comparisons tell chance within
 * a world from the worlds' differences by it.
 *
 * @param name the world's name, not blank
 * @param loopMs after how many milliseconds, above 0, its course begins again; null where it does not
 */
public record DrawnWorld(String name, @Nullable Double loopMs) {
    public DrawnWorld {
        Check.that(!name.isBlank(), "the world's name", "not blank", name);
        if (loopMs != null) {
            Check.positive("the world's loop_ms", loopMs);
        }
    }
}
