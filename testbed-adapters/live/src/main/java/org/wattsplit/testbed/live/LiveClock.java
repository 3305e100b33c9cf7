package org.wattsplit.testbed.live;

import java.util.concurrent.TimeUnit;

/** The time of a live testbed: the machine's, or that of a test. */
interface LiveClock {
    /** The machine's. */
    LiveClock SYSTEM = new LiveClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };

    /** Now. */
    long nanos();

    /** Lets so much time pass. */
    void sleep(long nanos) throws InterruptedException;
}
