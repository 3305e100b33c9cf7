package org.wattsplit.study.workloads;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.workload.Deadlines;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.request.Request;

/**
 * A kind of deadlines, and its figures in milliseconds; those that the kind does not have are null.
 *
 * @param kind {@code weibull}, {@code shifted-exponential}, {@code uniform}, {@code trace}, {@code classes} or {@code phases}
 * @param min the least deadline
 * @param mean the mean deadline, of {@code shifted-exponential}
 * @param max the largest deadline
 * @param scale what each deadline is multiplied by, above 0
 * @param parts the classes or the phases, each as {@code WEIGHT:KIND:MIN:MAX} or {@code WEIGHT:KIND:MIN:MEAN:MAX}; of a class the
 *     weight is its share, of a phase its mean number of requests; empty for other kinds
 */
public record DeadlineChoice(
        String kind,
        @Nullable Double min,
        @Nullable Double mean,
        @Nullable Double max,
        double scale,
        List<String> parts) {
    private static final String PART = "WEIGHT:KIND:MIN:MAX or WEIGHT:KIND:MIN:MEAN:MAX, such as 0.3:uniform:50:100";

    enum Kind {
        WEIBULL,
        SHIFTED_EXPONENTIAL,
        UNIFORM,
        TRACE,
        CLASSES,
        PHASES
    }

    /** A kind that has no parts, as it is. */
    public DeadlineChoice(String kind, @Nullable Double min, @Nullable Double mean, @Nullable Double max) {
        this(kind, min, mean, max, 1, List.of());
    }

    public DeadlineChoice {
        Kind known = Kinds.of("the kind of deadlines", kind, Kind.class);
        parts = List.copyOf(parts);
        boolean mixed = known == Kind.CLASSES || known == Kind.PHASES;
        InputException.require(
                mixed != parts.isEmpty(),
                "the parts of the deadlines",
                mixed ? "given for this kind" : "none for this kind, but for classes and phases",
                parts);
    }

    Deadlines deadlines(Supplier<Workload> trace) {
        Deadlines unscaled = unscaled(trace);
        return scale == 1 ? unscaled : new Deadlines.Scaled(unscaled, scale);
    }

    private Deadlines unscaled(Supplier<Workload> trace) {
        return switch (Kinds.of("the kind of deadlines", kind, Kind.class)) {
            case WEIBULL -> new Deadlines.PublishedWeibull(least(), most());
            case SHIFTED_EXPONENTIAL ->
                new Deadlines.ShiftedExponential(least(), Kinds.need("the mean deadline", mean), most());
            case UNIFORM -> new Deadlines.Uniform(least(), most());
            case TRACE ->
                new Deadlines.Trace(trace.get().requests().stream()
                        .map(Request::deadlineMillis)
                        .toList());
            case CLASSES -> new Deadlines.Classes(mixed(trace));
            case PHASES -> new Deadlines.Phases(mixed(trace));
        };
    }

    private List<Deadlines.Part> mixed(Supplier<Workload> trace) {
        return parts.stream().map(part -> part(part, trace)).toList();
    }

    private static Deadlines.Part part(String text, Supplier<Workload> trace) {
        List<String> words = List.of(text.split(":", -1));
        InputException.require(words.size() == 4 || words.size() == 5, "a part of the deadlines", PART, text);
        try {
            DeadlineChoice own = new DeadlineChoice(
                    words.get(1),
                    Double.valueOf(words.get(2)),
                    words.size() == 5 ? Double.valueOf(words.get(3)) : null,
                    Double.valueOf(words.get(words.size() - 1)));
            return new Deadlines.Part(Double.parseDouble(words.get(0)), own.deadlines(trace));
        } catch (NumberFormatException e) {
            throw InputException.of("a part of the deadlines", PART, text);
        }
    }

    private double least() {
        return Kinds.need("the least deadline", min);
    }

    private double most() {
        return Kinds.need("the largest deadline", max);
    }
}
