package org.wattsplit.study.networks;

import org.wattsplit.framework.check.InputException;

/**
 * Which architecture runs in both backends.
 *
 * @param name an architecture that both have
 * @param pixels pixels of an image's side
 * @param repeats runs of each
 */
public record BackendsPlan(String name, int pixels, int repeats) {
    public BackendsPlan {
        InputException.require(repeats >= 1, "the repeats", "at least 1", repeats);
    }
}
