package org.wattsplit.framework.outcome;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;

/**
 * What happened to one request: latency parts (ms), energy parts (J), accuracy (fraction of 1), each with its
 * provenance. Totals are the sums of the parts that are not absent, by construction. Immutable.
 */
public final class Outcome {
    private static final LatencyPart[] LATENCY = LatencyPart.values();
    private static final EnergyPart[] ENERGY = EnergyPart.values();

    private final double[] latencyMillis;
    private final Provenance[] latencyProvenance;
    private final double[] energyJoules;
    private final Provenance[] energyProvenance;
    private final double accuracy;
    private final Provenance accuracyProvenance;
    private final Guarding guarding;
    private final Disturbance disturbance;
    private final Map<EnergyPart, String> absences;
    private final double totalMillis;
    private final double totalJoules;

    private Outcome(
            double[] latencyMillis,
            Provenance[] latencyProvenance,
            double[] energyJoules,
            Provenance[] energyProvenance,
            double accuracy,
            Provenance accuracyProvenance,
            Guarding guarding,
            Disturbance disturbance,
            Map<EnergyPart, String> absences) {
        this.latencyMillis = latencyMillis;
        this.latencyProvenance = latencyProvenance;
        this.energyJoules = energyJoules;
        this.energyProvenance = energyProvenance;
        this.accuracy = accuracy;
        this.accuracyProvenance = accuracyProvenance;
        this.guarding = guarding;
        this.disturbance = disturbance;
        this.absences = absences;
        totalMillis = sum(latencyMillis);
        totalJoules = sum(energyJoules);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** A builder of an outcome whose parts are all absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** The sum of the known latency parts, in milliseconds. */
    public double latencyMillis() {
        return totalMillis;
    }

    /** The latency that is the configuration's own, in milliseconds: without the queue and the change of the setting. */
    public double servingMillis() {
        return latencyMillis()
                - latencyMillis(LatencyPart.QUEUE).orElse(0)
                - latencyMillis(LatencyPart.RECONFIGURATION).orElse(0);
    }

    /** A latency part in milliseconds; empty when it is absent. */
    public OptionalDouble latencyMillis(LatencyPart part) {
        return optional(latencyMillis[part.ordinal()], latencyProvenance[part.ordinal()]);
    }

    /** Where a latency part comes from. */
    public Provenance provenance(LatencyPart part) {
        return latencyProvenance[part.ordinal()];
    }

    /** The sum of the known energy parts, in joules. */
    public double energyJoules() {
        return totalJoules;
    }

    /** Whether any energy of serving the request is known; that of a change of the hardware setting is not counted. */
    public boolean hasEnergy() {
        for (EnergyPart part : ENERGY) {
            if (part != EnergyPart.RECONFIGURATION && provenance(part) != Provenance.ABSENT) {
                return true;
            }
        }
        return false;
    }

    /** An energy part in joules; empty when it is absent. */
    public OptionalDouble energyJoules(EnergyPart part) {
        return optional(energyJoules[part.ordinal()], energyProvenance[part.ordinal()]);
    }

    /**
     * A part's energy in joules, the edge's together with its idle share: what can be held against an outcome in which nobody
     * told that share apart. Empty when it is absent; the idle share alone where that is all that is known of the edge's.
     */
    public OptionalDouble energyWithIdleJoules(EnergyPart part) {
        OptionalDouble joules = energyJoules(part);
        OptionalDouble idle = part == EnergyPart.EDGE ? energyJoules(EnergyPart.IDLE) : OptionalDouble.empty();
        return idle.isEmpty() ? joules : OptionalDouble.of(joules.orElse(0) + idle.getAsDouble());
    }

    /** Where an energy part comes from. */
    public Provenance provenance(EnergyPart part) {
        return energyProvenance[part.ordinal()];
    }

    /** Top-1 accuracy, 0 to 1; empty when it is absent. */
    public OptionalDouble accuracy() {
        return optional(accuracy, accuracyProvenance);
    }

    /** Where the accuracy comes from. */
    public Provenance accuracyProvenance() {
        return accuracyProvenance;
    }

    /** What guarded the way to the cloud; {@link Guarding#NONE} where nothing did. */
    public Guarding guarding() {
        return guarding;
    }

    /** What made it void; {@link Disturbance#NONE} where nothing was seen. */
    public Disturbance disturbance() {
        return disturbance;
    }

    /** Why energy parts are absent that this testbed's outcomes have, as a rule. */
    public Map<EnergyPart, String> absences() {
        return absences;
    }

    private static OptionalDouble optional(double value, Provenance provenance) {
        return provenance == Provenance.ABSENT ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The same outcome with the reconfiguration parts as given: milliseconds and joules of at least 0. */
    public Outcome withReconfiguration(double millis, double joules, Provenance provenance) {
        double[] latency = latencyMillis.clone();
        Provenance[] latencyFrom = latencyProvenance.clone();
        double[] energy = energyJoules.clone();
        Provenance[] energyFrom = energyProvenance.clone();
        latency[LatencyPart.RECONFIGURATION.ordinal()] = millis;
        latencyFrom[LatencyPart.RECONFIGURATION.ordinal()] = provenance;
        energy[EnergyPart.RECONFIGURATION.ordinal()] = joules;
        energyFrom[EnergyPart.RECONFIGURATION.ordinal()] = provenance;
        return new Outcome(
                latency,
                latencyFrom,
                energy,
                energyFrom,
                accuracy,
                accuracyProvenance,
                guarding,
                disturbance,
                absences);
    }

    /** The same outcome after that many more milliseconds in the queue, at least 0, modelled. */
    public Outcome withQueue(double millis) {
        double[] latency = latencyMillis.clone();
        Provenance[] latencyFrom = latencyProvenance.clone();
        latency[LatencyPart.QUEUE.ordinal()] += millis;
        latencyFrom[LatencyPart.QUEUE.ordinal()] = Provenance.MODELLED;
        return new Outcome(
                latency,
                latencyFrom,
                energyJoules,
                energyProvenance,
                accuracy,
                accuracyProvenance,
                guarding,
                disturbance,
                absences);
    }

    /**
     * The mean of each part over several outcomes, which must agree on what is absent; of guards,
     * disturbances and reasons nothing is kept. Sums are exact, so that neither
     * the order of the outcomes nor rounding shows in the result: the mean of equal values is that value.
     */
    public static Outcome mean(List<Outcome> outcomes) {
        Check.notEmpty("the outcomes", outcomes);
        if (outcomes.size() == 1) {
            return outcomes.get(0);
        }
        Builder builder = builder();
        for (LatencyPart part : LATENCY) {
            Provenance provenance = common(outcomes, part.column(), outcome -> outcome.provenance(part));
            if (provenance != Provenance.ABSENT) {
                builder.latency(part, mean(outcomes, outcome -> outcome.latencyMillis[part.ordinal()]), provenance);
            }
        }
        for (EnergyPart part : ENERGY) {
            Provenance provenance = common(outcomes, part.column(), outcome -> outcome.provenance(part));
            if (provenance != Provenance.ABSENT) {
                builder.energy(part, mean(outcomes, outcome -> outcome.energyJoules[part.ordinal()]), provenance);
            }
        }
        Provenance provenance = common(outcomes, "accuracy", Outcome::accuracyProvenance);
        if (provenance != Provenance.ABSENT) {
            builder.accuracy(mean(outcomes, outcome -> outcome.accuracy), provenance);
        }
        return builder.build();
    }

    private static Provenance common(List<Outcome> outcomes, String name, Function<Outcome, Provenance> provenance) {
        Provenance first = provenance.apply(outcomes.get(0));
        for (Outcome outcome : outcomes) {
            Check.that(provenance.apply(outcome) == first, name, first + " in all or none", provenance.apply(outcome));
        }
        return first;
    }

    private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> value) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Outcome outcome : outcomes) {
            sum = sum.add(new BigDecimal(value.applyAsDouble(outcome)));
        }
        return sum.divide(BigDecimal.valueOf(outcomes.size()), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Outcome that
                && Arrays.equals(latencyMillis, that.latencyMillis)
                && Arrays.equals(latencyProvenance, that.latencyProvenance)
                && Arrays.equals(energyJoules, that.energyJoules)
                && Arrays.equals(energyProvenance, that.energyProvenance)
                && Double.compare(accuracy, that.accuracy) == 0
                && guarding.equals(that.guarding)
                && disturbance.equals(that.disturbance)
                && absences.equals(that.absences)
                && accuracyProvenance == that.accuracyProvenance;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(latencyMillis) * 31 + Arrays.hashCode(energyJoules);
    }

    @Override
    public String toString() {
        return "Outcome[" + totalMillis + " ms, " + totalJoules + " J]";
    }

    /** Collects the parts of an outcome. Not thread-safe. */
    public static final class Builder {
        private final double[] latencyMillis = new double[LATENCY.length];
        private final Provenance[] latencyProvenance = new Provenance[LATENCY.length];
        private final double[] energyJoules = new double[ENERGY.length];
        private final Provenance[] energyProvenance = new Provenance[ENERGY.length];
        private double accuracy;
        private Provenance accuracyProvenance = Provenance.ABSENT;
        private Guarding guarding = Guarding.NONE;
        private Disturbance disturbance = Disturbance.NONE;
        private final Map<EnergyPart, String> absences = new EnumMap<>(EnergyPart.class);

        private Builder() {
            Arrays.fill(latencyProvenance, Provenance.ABSENT);
            Arrays.fill(energyProvenance, Provenance.ABSENT);
        }

        /** Sets a latency part: finite milliseconds of at least 0, measured or modelled. */
        public Builder latency(LatencyPart part, double millis, Provenance provenance) {
            latencyMillis[part.ordinal()] = Check.nonNegative(part.column(), millis);
            latencyProvenance[part.ordinal()] = present(part.column(), provenance);
            return this;
        }

        /** Sets an energy part: finite joules of at least 0, measured or modelled. */
        public Builder energy(EnergyPart part, double joules, Provenance provenance) {
            energyJoules[part.ordinal()] = Check.nonNegative(part.column(), joules);
            energyProvenance[part.ordinal()] = present(part.column(), provenance);
            return this;
        }

        /** Sets the accuracy: 0 to 1, measured or modelled. */
        public Builder accuracy(double value, Provenance provenance) {
            accuracy = Check.that(value >= 0 && value <= 1, "accuracy", "between 0 and 1", value);
            accuracyProvenance = present("accuracy", provenance);
            return this;
        }

        /** Says why an energy part is absent that is not as a rule. */
        public Builder absent(EnergyPart part, String reason) {
            energyJoules[part.ordinal()] = 0;
            energyProvenance[part.ordinal()] = Provenance.ABSENT;
            absences.put(part, Check.notBlank("the reason", reason));
            return this;
        }

        /** Sets what guarded the way to the cloud. */
        public Builder guarding(Guarding value) {
            guarding = value;
            return this;
        }

        /** Sets what made it void. */
        public Builder disturbance(Disturbance value) {
            disturbance = value;
            return this;
        }

        private static Provenance present(String name, Provenance provenance) {
            return Check.that(provenance != Provenance.ABSENT, name, "measured or modelled when it is set", provenance);
        }

        /** The outcome of the parts set so far. */
        public Outcome build() {
            return new Outcome(
                    latencyMillis.clone(),
                    latencyProvenance.clone(),
                    energyJoules.clone(),
                    energyProvenance.clone(),
                    accuracy,
                    accuracyProvenance,
                    guarding,
                    disturbance,
                    absences.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(absences)));
        }
    }
}
