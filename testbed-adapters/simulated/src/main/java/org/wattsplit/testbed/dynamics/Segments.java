package org.wattsplit.testbed.dynamics;

import java.util.SplittableRandom;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;

/** Makes the segments of a {@link StepSignal}, one after the other. */
interface Segments {
    /** Moves to the next segment. */
    void next();

    /** Length of the segment in milliseconds, above 0. */
    double millis();

    /** Value of the segment. */
    double value();

    /** A constant. */
    static Segments constant(double value) {
        return new Segments() {
            @Override
            public void next() {}

            @Override
            public double millis() {
                return 1e15;
            }

            @Override
            public double value() {
                return value;
            }
        };
    }

    /** A Markov chain in continuous time. */
    static Segments levels(Dynamics.Levels levels, SplittableRandom random) {
        int count = levels.values().size();
        return new Segments() {
            private int level = random.nextInt(count);
            private double millis;
            private boolean begun;

            @Override
            public void next() {
                if (begun && count > 1) {
                    level = (level + 1 + random.nextInt(count - 1)) % count;
                }
                begun = true;
                millis = exponential(random, levels.meanSeconds(level));
            }

            @Override
            public double millis() {
                return millis;
            }

            @Override
            public double value() {
                return levels.values().get(level);
            }
        };
    }

    /** 1 in service, 0 out of it; begins in service. */
    static Segments outages(Dynamics.Outages outages, SplittableRandom random) {
        return new Segments() {
            private boolean up;
            private double millis;

            @Override
            public void next() {
                up = !up;
                millis = exponential(random, up ? outages.meanUpSeconds() : outages.meanDownSeconds());
            }

            @Override
            public double millis() {
                return millis;
            }

            @Override
            public double value() {
                return up ? 1 : 0;
            }
        };
    }

    /** Rates of a link that fades, block by block. */
    static Segments fading(BlockFading fading, SplittableRandom random) {
        double rho = fading.correlation();
        double fresh = Math.sqrt((1 - rho * rho) / 2);
        return new Segments() {
            // Each part of h has half of its power.
            private double real = Math.sqrt(0.5) * random.nextGaussian();
            private double imaginary = Math.sqrt(0.5) * random.nextGaussian();

            @Override
            public void next() {
                real = rho * real + fresh * random.nextGaussian();
                imaginary = rho * imaginary + fresh * random.nextGaussian();
            }

            @Override
            public double millis() {
                return fading.blockMs();
            }

            @Override
            public double value() {
                return fading.mbps(real * real + imaginary * imaginary);
            }
        };
    }

    /** A trace's rates from a place in it drawn by chance, around and around. */
    static Segments rates(NetworkTrace trace, int firstBin) {
        return bins(trace, firstBin, true);
    }

    /** A trace's round trips from that place. */
    static Segments roundTrips(NetworkTrace trace, int firstBin) {
        return bins(trace, firstBin, false);
    }

    private static Segments bins(NetworkTrace trace, int firstBin, boolean rates) {
        return new Segments() {
            private int bin = firstBin - 1;

            @Override
            public void next() {
                bin = (bin + 1) % trace.bins();
            }

            @Override
            public double millis() {
                return trace.binMillis();
            }

            @Override
            public double value() {
                return rates ? trace.mbps(bin) : trace.rttMillis(bin);
            }
        };
    }

    /** The product of two. */
    static Segments product(Segments first, Segments second) {
        return new Segments() {
            private double leftOfFirst;
            private double leftOfSecond;
            private double millis;

            @Override
            public void next() {
                leftOfFirst -= millis;
                leftOfSecond -= millis;
                // Rounding must not leave a sliver that never ends.
                if (leftOfFirst <= 1e-9) {
                    first.next();
                    leftOfFirst = first.millis();
                }
                if (leftOfSecond <= 1e-9) {
                    second.next();
                    leftOfSecond = second.millis();
                }
                millis = Math.min(leftOfFirst, leftOfSecond);
            }

            @Override
            public double millis() {
                return millis;
            }

            @Override
            public double value() {
                return first.value() * second.value();
            }
        };
    }

    private static double exponential(SplittableRandom random, double meanSeconds) {
        return Math.max(1e-3, -1000 * meanSeconds * StrictMath.log(1 - random.nextDouble()));
    }
}
