package org.wattsplit.testbed.power;

import java.time.Duration;
import java.util.Locale;

/**
 * What a few readings say of a meter before it is used.
 *
 * @param first its first reading, in joules or watts
 * @param suspicion what is suspect, in words; empty where nothing is
 */
public record MeterCheck(double first, String suspicion) {
    private static final int READINGS = 10;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(50);

    /**
     * Reads a meter until it has said two different values above 0, ten times at most. It takes 10 s at most, but for what a
     * meter takes to answer.
     *
     * @throws MeterException when a reading fails, or what it says cannot be: nothing but 0 W, or a counter that stands still
     * @throws InterruptedException when interrupted
     */
    public static MeterCheck of(PowerMeter meter) throws InterruptedException {
        return of(meter, Thread::sleep);
    }

    /** Lets milliseconds pass. */
    interface Sleep {
        void millis(long millis) throws InterruptedException;
    }

    static MeterCheck of(PowerMeter meter, Sleep sleep) throws InterruptedException {
        MeterInfo info = meter.info();
        long period = Math.max(info.period().toMillis(), SHORTEST_PERIOD.toMillis());
        double first = Figures.checked(info, meter.read()).value();
        int read = 1;
        int zeros = first == 0 ? 1 : 0;
        double most = first;
        boolean moves = false;
        // One that counts nothing while nothing is done may rightly say the same for as long.
        boolean more = info.countsIdle();
        while (more && read < READINGS && read * period <= LONGEST.toMillis()) {
            sleep.millis(period);
            double value = Figures.checked(info, meter.read()).value();
            read++;
            zeros += value == 0 ? 1 : 0;
            moves |= value != first;
            most = Math.max(most, value);
            more = !moves || (info.quantity() == Quantity.POWER_W && zeros > 0);
        }
        return new MeterCheck(
                first,
                read == 1
                        ? ""
                        : info.quantity() == Quantity.ENERGY_J
                                ? ofCounter(info, first, moves, (read - 1) * period)
                                : ofPower(info, most, moves, zeros, read));
    }

    private static String ofCounter(MeterInfo info, double joules, boolean moves, long millis) {
        if (moves) {
            return "";
        }
        String words =
                String.format(Locale.ROOT, "meter %s stood still at %.3f J for %d ms", info.name(), joules, millis);
        if (millis > WindowIntegral.STALL_READINGS * info.period().toMillis()) {
            throw new MeterException(words + ": it is stuck");
        }
        return words + ": it may be stuck";
    }

    private static String ofPower(MeterInfo info, double most, boolean moves, int zeros, int read) {
        if (most == 0) {
            throw new MeterException("meter " + info.name() + " read 0 W " + read
                    + " times in a row: a device that runs draws more, so it fails or its steps are too coarse");
        }
        if (zeros > 0) {
            return "meter " + info.name() + " read 0 W " + zeros + " of " + read + " times";
        }
        return moves
                ? ""
                : "meter " + info.name() + " read " + most + " W " + read
                        + " times in a row: it may be stuck, or its steps are too coarse to tell";
    }
}
