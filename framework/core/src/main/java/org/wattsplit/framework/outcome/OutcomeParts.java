package org.wattsplit.framework.outcome;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.wattsplit.framework.check.InputException;

/** Outcomes as files hold them: the parts that are not absent, by column name. */
public final class OutcomeParts {
    private OutcomeParts() {}

    /** A part's value and where it comes from. */
    public record Part(double value, Provenance provenance) {}

    /** The parts of an outcome that are not absent, by column name. */
    public static Map<String, Part> of(Outcome outcome) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (LatencyPart part : LatencyPart.values()) {
            outcome.latencyMillis(part)
                    .ifPresent(value -> parts.put(part.column(), new Part(value, outcome.provenance(part))));
        }
        for (EnergyPart part : EnergyPart.values()) {
            outcome.energyJoules(part)
                    .ifPresent(value -> parts.put(part.column(), new Part(value, outcome.provenance(part))));
        }
        outcome.accuracy().ifPresent(value -> parts.put("accuracy", new Part(value, outcome.accuracyProvenance())));
        return parts;
    }

    /** The outcome of those parts. */
    public static Outcome toOutcome(Map<String, Part> parts) {
        return toBuilder(parts).build();
    }

    /** The outcome of those parts, to which the words about it can be added. */
    public static Outcome.Builder toBuilder(Map<String, Part> parts) {
        Outcome.Builder builder = Outcome.builder();
        parts.forEach((column, part) -> {
            String name = column.toUpperCase(Locale.ROOT);
            if (column.equals("accuracy")) {
                builder.accuracy(part.value(), part.provenance());
            } else if (name.endsWith("_LATENCY_MS")) {
                builder.latency(
                        LatencyPart.valueOf(name.substring(0, name.length() - "_LATENCY_MS".length())),
                        part.value(),
                        part.provenance());
            } else if (name.endsWith("_ENERGY_J")) {
                builder.energy(
                        EnergyPart.valueOf(name.substring(0, name.length() - "_ENERGY_J".length())),
                        part.value(),
                        part.provenance());
            } else {
                throw InputException.of("an outcome's part", "a latency, an energy or accuracy", column);
            }
        });
        return builder;
    }
}
