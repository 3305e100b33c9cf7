package org.wattsplit.framework.request;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.wattsplit.framework.check.Check;

/** How requests arrive. */
public sealed interface Arrivals {
    /** Arrival times in milliseconds, ascending from the workload's start, each drawn when it is asked for. */
    DoubleSupplier times(RandomGenerator random);

    /** So many arrival times in milliseconds, ascending from the workload's start; all 0 in a closed loop. */
    default double[] draw(int count, RandomGenerator random) {
        DoubleSupplier times = times(random);
        double[] drawn = new double[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = times.getAsDouble();
        }
        return drawn;
    }

    /** A request arrives when the one before it is answered. */
    record ClosedLoop() implements Arrivals {
        @Override
        public DoubleSupplier times(RandomGenerator random) {
            return () -> 0;
        }
    }

    /**
     * A Poisson process: exponential gaps.
     *
     * @param perSecond mean rate, above 0
     */
    record Poisson(double perSecond) implements Arrivals {
        public Poisson {
            rate(perSecond);
        }

        @Override
        public DoubleSupplier times(RandomGenerator random) {
            return sums(ExponentialDistribution.of(1000 / perSecond), random);
        }
    }

    /**
     * Gamma-distributed gaps: bursts where their coefficient of variation is above 1, regular where it is below.
     *
     * @param perSecond mean rate, above 0
     * @param variation coefficient of variation of the gaps, above 0
     */
    record Gamma(double perSecond, double variation) implements Arrivals {
        public Gamma {
            rate(perSecond);
            Check.positive("the variation", variation);
        }

        @Override
        public DoubleSupplier times(RandomGenerator random) {
            double shape = 1 / (variation * variation);
            return sums(GammaDistribution.of(shape, 1000 / perSecond / shape), random);
        }
    }

    /**
     * Gaps evenly between 0 and twice their mean.
     *
     * @param perSecond mean rate, above 0
     */
    record Uniform(double perSecond) implements Arrivals {
        public Uniform {
            rate(perSecond);
        }

        @Override
        public DoubleSupplier times(RandomGenerator random) {
            return sums(UniformContinuousDistribution.of(0, 2000 / perSecond), random);
        }
    }

    /**
     * A Poisson process that is switched on and off, both for exponential times (an interrupted Poisson process;
     * Kuczura, Bell System Technical Journal 52, 1973). It begins switched on.
     *
     * @param perSecond rate while it is on, above 0
     * @param onSeconds mean time on, above 0
     * @param offSeconds mean time off, above 0
     */
    record OnOff(double perSecond, double onSeconds, double offSeconds) implements Arrivals {
        public OnOff {
            rate(perSecond);
            Check.positive("the mean time on", onSeconds);
            Check.positive("the mean time off", offSeconds);
        }

        @Override
        public DoubleSupplier times(RandomGenerator random) {
            ContinuousDistribution.Sampler gap =
                    ExponentialDistribution.of(1000 / perSecond).createSampler(random::nextLong);
            ContinuousDistribution.Sampler on =
                    ExponentialDistribution.of(1000 * onSeconds).createSampler(random::nextLong);
            ContinuousDistribution.Sampler off =
                    ExponentialDistribution.of(1000 * offSeconds).createSampler(random::nextLong);
            return new DoubleSupplier() {
                private double now;
                private double untilOff = on.sample();

                @Override
                public double getAsDouble() {
                    double next = now + gap.sample();
                    while (next > untilOff) {
                        // Exponential gaps have no memory: what is left of one may be drawn anew after the pause.
                        now = untilOff + off.sample();
                        untilOff = now + on.sample();
                        next = now + gap.sample();
                    }
                    now = next;
                    return now;
                }
            };
        }
    }

    /**
     * Given arrival times.
     *
     * @param arrivalsMs ascending times of at least 0
     */
    record Trace(List<Double> arrivalsMs) implements Arrivals {
        public Trace {
            arrivalsMs = List.copyOf(Check.notEmpty("the arrivals", arrivalsMs));
            double last = 0;
            for (double arrival : arrivalsMs) {
                Check.that(arrival >= last, "arrival_ms", "at least the one before, " + last, arrival);
                last = arrival;
            }
        }

        @Override
        public DoubleSupplier times(RandomGenerator random) {
            int[] next = {0};
            return () -> {
                Check.that(
                        next[0] < arrivalsMs.size(),
                        "the requests",
                        "at most the trace's " + arrivalsMs.size(),
                        next[0] + 1);
                return arrivalsMs.get(next[0]++);
            };
        }
    }

    private static void rate(double perSecond) {
        Check.positive("the arrival rate", perSecond);
    }

    private static DoubleSupplier sums(ContinuousDistribution gaps, RandomGenerator random) {
        ContinuousDistribution.Sampler sampler = gaps.createSampler(random::nextLong);
        double[] now = {0};
        return () -> now[0] += sampler.sample();
    }
}
