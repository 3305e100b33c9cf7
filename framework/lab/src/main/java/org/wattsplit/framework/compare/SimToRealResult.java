package org.wattsplit.framework.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How what was expected of configurations compares with what logged requests took. A figure is null where nothing says it.
 *
 * @param requests requests in the logs
 * @param fellBack those of them where another thing stood in for the cloud; they are in no mean
 * @param unexpected those of them whose configuration nothing is expected of; they are in no mean
 * @param configurations one for each other configuration
 * @param energyParts the energy parts that are compared, for one configuration or more
 * @param partsOfLogsOnly the energy parts that the logs have and no expectation
 * @param partsExpectedOnly the energy parts that are expected and no log has
 * @param latencyMapePercent mean absolute error of the expected latency, over configurations
 * @param energyMapePercent mean absolute error of the expected energy, over configurations
 * @param latencySpearman rank correlation of latency over configurations
 * @param energySpearman rank correlation of energy over configurations
 * @param choice what the errors do to a choice; null where no configuration has energy that can be compared, not all
 *     have it by the same parts, or wrong answers have a price and not all have an accuracy
 */
public record SimToRealResult(
        int requests,
        int fellBack,
        int unexpected,
        List<PerConfiguration> configurations,
        List<String> energyParts,
        List<String> partsOfLogsOnly,
        List<String> partsExpectedOnly,
        @Nullable Double latencyMapePercent,
        @Nullable Double energyMapePercent,
        @Nullable Double latencySpearman,
        @Nullable Double energySpearman,
        @Nullable Misled choice) {
    public SimToRealResult {
        configurations = List.copyOf(configurations);
        energyParts = List.copyOf(energyParts);
        partsOfLogsOnly = List.copyOf(partsOfLogsOnly);
        partsExpectedOnly = List.copyOf(partsExpectedOnly);
    }

    /**
     * One configuration. Errors are signed: above 0 where more is expected than was seen.
     *
     * @param configuration its knobs
     * @param requests requests that it served as chosen
     * @param fellBack requests where another thing stood in for it
     * @param liveMs mean latency of the requests, without queue and reconfiguration
     * @param expectedMs the expected latency, without the same
     * @param latencyErrorPercent how far the expected one is off
     * @param energyRequests requests that have all compared energy parts
     * @param liveJ mean energy of these, the compared parts only
     * @param expectedJ the expected energy, the compared parts only
     * @param energyErrorPercent how far the expected one is off
     */
    public record PerConfiguration(
            String configuration,
            int requests,
            int fellBack,
            double liveMs,
            double expectedMs,
            @Nullable Double latencyErrorPercent,
            int energyRequests,
            @Nullable Double liveJ,
            @Nullable Double expectedJ,
            @Nullable Double energyErrorPercent) {}

    /**
     * For each logged deadline, the cheapest in time by what is expected, and the cheapest in time by the live means, wrong
     * answers at their price; the fastest where none is in time. What either choice costs is told by the live means.
     *
     * @param deadlines logged deadlines
     * @param otherPercent how many of them get another configuration
     * @param byExpectation what the choices by what is expected come to
     * @param byLiveMeans what the choices by live means come to
     * @param costMoreJ how much more the former cost, in joules a request
     * @param pairs which configurations are taken for which, the most frequent first
     */
    public record Misled(
            int deadlines,
            double otherPercent,
            Comes byExpectation,
            Comes byLiveMeans,
            double costMoreJ,
            List<Pair> pairs) {
        public Misled {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * What choices come to by live means.
     *
     * @param energyJ mean energy
     * @param missedPercent deadlines that the mean latency misses
     * @param costJ mean energy with the prices of missed deadlines and wrong answers
     */
    public record Comes(double energyJ, double missedPercent, double costJ) {}

    /**
     * A configuration that is preferred by what is expected where the live means prefer another.
     *
     * @param expected the former
     * @param live the latter
     * @param deadlines for how many deadlines
     * @param costMoreJ how much more it costs, in joules a request
     */
    public record Pair(String expected, String live, int deadlines, double costMoreJ) {}
}
