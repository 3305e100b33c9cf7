package org.wattsplit.study.workloads;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.request.Arrivals;
import org.wattsplit.framework.request.Request;

/**
 * A kind of arrivals, and its figures; those that the kind does not have are null.
 *
 * @param kind {@code closed}, {@code poisson}, {@code gamma}, {@code uniform}, {@code on-off} or {@code trace}
 * @param rate requests a second
 * @param variation coefficient of variation of the gaps, of {@code gamma}
 * @param on mean seconds on, of {@code on-off}
 * @param off mean seconds off, of {@code on-off}
 */
public record ArrivalChoice(
        String kind,
        @Nullable Double rate,
        @Nullable Double variation,
        @Nullable Double on,
        @Nullable Double off) {
    enum Kind {
        CLOSED,
        POISSON,
        GAMMA,
        UNIFORM,
        ON_OFF,
        TRACE
    }

    public ArrivalChoice {
        Kinds.of("the kind of arrivals", kind, Kind.class);
    }

    /** A request arrives when the one before it is answered. */
    public static ArrivalChoice closed() {
        return new ArrivalChoice("closed", null, null, null, null);
    }

    Arrivals arrivals(Supplier<Workload> trace) {
        return switch (Kinds.of("the kind of arrivals", kind, Kind.class)) {
            case CLOSED -> new Arrivals.ClosedLoop();
            case POISSON -> new Arrivals.Poisson(perSecond());
            case GAMMA -> new Arrivals.Gamma(perSecond(), Kinds.need("the variation", variation));
            case UNIFORM -> new Arrivals.Uniform(perSecond());
            case ON_OFF ->
                new Arrivals.OnOff(
                        perSecond(), Kinds.need("the mean time on", on), Kinds.need("the mean time off", off));
            case TRACE ->
                new Arrivals.Trace(trace.get().requests().stream()
                        .map(Request::arrivalMillis)
                        .toList());
        };
    }

    private double perSecond() {
        return Kinds.need("the arrival rate", rate);
    }
}
