package org.wattsplit.testbed.link;

import java.util.concurrent.locks.Condition;

/** The time that a link keeps: the machine's, or that of a test, which passes as it is waited for. Thread-safe. */
interface LinkClock {
    /** The machine's. */
    LinkClock SYSTEM = new LinkClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // Who calls it looks at the time again.
        public void await(Condition changed, long untilNanos) throws InterruptedException {
            changed.awaitNanos(untilNanos - System.nanoTime());
        }
    };

    /** Now. */
    long nanos();

    /** Waits until a time, or until a condition is told of, whose lock is held. May end before that, too. */
    void await(Condition changed, long untilNanos) throws InterruptedException;
}
