package org.wattsplit.framework.testbed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * Levels of a link, among which it moves as {@link Dynamics.Levels} do: each is a rate, and may have a round trip of its own.
 *
 * @param values rates in Mbit/s, at least one, one of them above 0
 * @param meanSeconds mean time at a level, above 0; 0, the default, where each level has its own
 * @param dwellS mean time at each level in seconds, above 0; empty, the default, where one mean is that of all
 * @param rttMs round trip at each level in milliseconds, at least 0; empty, the default, where the link's is that of all
 */
public record LinkLevels(
        List<Double> values,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double meanSeconds,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Default("[]")
        List<Double> dwellS,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Default("[]")
        List<Double> rttMs) {
    public LinkLevels {
        Dynamics.Levels chain = new Dynamics.Levels(values, meanSeconds, dwellS);
        values = chain.values();
        dwellS = chain.dwellS();
        rttMs = List.copyOf(rttMs);
        rttMs.forEach(millis -> Check.nonNegative("rtt_ms of the levels", millis));
        Check.that(
                rttMs.isEmpty() || rttMs.size() == values.size(),
                "rtt_ms of the levels",
                "as many as there are levels, " + values,
                rttMs);
    }

    /** Levels with the link's round trip. */
    public static LinkLevels of(Dynamics.Levels levels) {
        return new LinkLevels(levels.values(), levels.meanSeconds(), levels.dwellS(), List.of());
    }

    /** The rates, as they follow on each other. */
    public Dynamics.Levels rates() {
        return new Dynamics.Levels(values, meanSeconds, dwellS);
    }

    /** The round trips as they follow on each other, each with its rate; only where levels have round trips. */
    public Dynamics.Levels roundTrips() {
        return new Dynamics.Levels(rttMs, meanSeconds, dwellS);
    }

    /** As records have it, but for what is left out: hashes of earlier trainings and runs are made of it. */
    @Override
    public String toString() {
        String rates = rates().toString();
        return rttMs.isEmpty() ? rates : rates.substring(0, rates.length() - 1) + ", rttMs=" + rttMs + "]";
    }
}
