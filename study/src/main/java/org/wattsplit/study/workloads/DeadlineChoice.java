package org.wattsplit.study.workloads;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.request.Request;

/**
 * A kind of deadlines, and its figures in milliseconds; those that the kind does not have are null.
 *
 * @param kind {@code weibull}, {@code shifted-exponential}, {@code uniform} or {@code trace}
 * @param min the least deadline
 * @param mean the mean deadline, of {@code shifted-exponential}
 * @param max the largest deadline
 */
public record DeadlineChoice(
        String kind,
        @Nullable Double min,
        @Nullable Double mean,
        @Nullable Double max) {
    enum Kind {
        WEIBULL,
        SHIFTED_EXPONENTIAL,
        UNIFORM,
        TRACE
    }

    public DeadlineChoice {
        Kinds.of("the kind of deadlines", kind, Kind.class);
    }

    Deadlines deadlines(Supplier<Workload> trace) {
        return switch (Kinds.of("the kind of deadlines", kind, Kind.class)) {
            case WEIBULL -> new Deadlines.PublishedWeibull(least(), most());
            case SHIFTED_EXPONENTIAL ->
                new Deadlines.ShiftedExponential(least(), Kinds.need("the mean deadline", mean), most());
            case UNIFORM -> new Deadlines.Uniform(least(), most());
            case TRACE ->
                new Deadlines.Trace(trace.get().requests().stream()
                        .map(Request::deadlineMillis)
                        .toList());
        };
    }

    private double least() {
        return Kinds.need("the least deadline", min);
    }

    private double most() {
        return Kinds.need("the largest deadline", max);
    }
}
