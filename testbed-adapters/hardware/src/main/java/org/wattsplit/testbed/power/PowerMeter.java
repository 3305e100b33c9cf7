package org.wattsplit.testbed.power;

/**
 * Reads energy or power. One thread at a time reads; {@link EnergyRecorder} sees to that.
 *
 * <p>A reading of 0 means that nothing was drawn. A meter that doesn't know throws. Of one whose figures contain the idle power
 * a 0 is suspect: {@link EnergyRecorder} takes a single one for no reading, and a window of nothing else for absent.
 */
public interface PowerMeter extends AutoCloseable {
    /** What it is; the same at every call. */
    MeterInfo info();

    /**
     * The reading now. A later call may succeed where one failed.
     *
     * @throws MeterException when there is none
     */
    Reading read();

    /** Lets go of what it holds; a second call does nothing. */
    @Override
    void close();
}
