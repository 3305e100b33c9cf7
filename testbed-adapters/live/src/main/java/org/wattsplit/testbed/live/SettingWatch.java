package org.wattsplit.testbed.live;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.device.EdgeDevice;

/**
 * Looks between requests whether the device is as it was set, and tells which requests are void.
 *
 * <p>Looks take one hundredth of the requests' time at most: a look is due before and after a request when a hundred times what
 * looks usually take (the median of the last {@value #USUAL}) has passed in requests for each look so far. It is due in any case
 * before a change of the setting, which would hide what was there, while the device is not as it was set, and after the last
 * request. Requests at which nobody looked are void with the one at which something is seen.
 */
final class SettingWatch {
    private static final double MOST_SHARE = 0.01;
    private static final int USUAL = 9;

    private final LiveClock clock;
    private final EdgeDevice device;
    private final long[] lookNanos = new long[USUAL];
    private int looks;
    /** Time of requests that has not been spent on looks, by what they usually take. */
    private double creditNanos;

    /** What was seen of the request under way. */
    private final Set<String> seen = new LinkedHashSet<>();
    /** Whether the last look saw something, or could not. */
    private boolean standing;
    /** Requests since a look that saw nothing. */
    private int unseen;

    private int requests;
    private boolean last;

    /** Watches a device that was set and read back. */
    SettingWatch(LiveClock clock, EdgeDevice device) {
        this.clock = clock;
        this.device = device;
        // The first ones take longer than those that follow.
        for (int i = 0; i < USUAL; i++) {
            look();
        }
        creditNanos = 0;
    }

    /** The next request is the last one. */
    void onLast() {
        last = true;
    }

    /**
     * Looks before a request, where that is due.
     *
     * @param changes whether the request changes the setting
     * @throws TestbedException when the device cannot be read, so that nobody knows where it is
     */
    void before(boolean changes) {
        seen.clear();
        if (changes || standing || isDue(2)) {
            look();
        }
    }

    /** Another program held what the request under way was to set. */
    void held(String words) {
        seen.add(words);
    }

    /**
     * Looks after a request, where that is due, and tells what disturbed it.
     *
     * @param nanos how long the request took
     */
    Disturbance after(long nanos) {
        requests++;
        unseen++;
        creditNanos += nanos;
        boolean all = false;
        try {
            if (last || !seen.isEmpty() || isDue(1)) {
                look();
            }
            if (last) {
                String read = device.readBack();
                // Nobody asks a program between requests.
                all = !read.isEmpty();
                if (all) {
                    seen.add(read);
                }
            }
        } catch (TestbedException e) {
            // What cannot be read says nothing of this request; the next one does not begin.
            if (last) {
                seen.add(String.valueOf(e.getMessage()));
            }
        }
        if (seen.isEmpty()) {
            return Disturbance.NONE;
        }
        Disturbance disturbance = new Disturbance(String.join("; ", seen), all ? requests : unseen);
        unseen = 0;
        return disturbance;
    }

    private boolean isDue(int more) {
        return creditNanos >= more * usualNanos() / MOST_SHARE;
    }

    private double usualNanos() {
        long[] sorted = lookNanos.clone();
        Arrays.sort(sorted);
        return sorted[USUAL / 2];
    }

    private void look() {
        standing = true;
        long begun = clock.nanos();
        String words = device.disturbance();
        lookNanos[looks++ % USUAL] = clock.nanos() - begun;
        creditNanos = Math.max(0, creditNanos - usualNanos() / MOST_SHARE);
        standing = !words.isEmpty();
        if (standing) {
            seen.add(words);
        } else if (seen.isEmpty()) {
            unseen = 0;
        }
    }
}
