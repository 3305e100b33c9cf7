package org.wattsplit.framework.objective;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.OptionalDouble;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;

/**
 * The cost of one request in joules: its energy, so much for a missed deadline and for how late the answer is, and so much for an
 * answer that is expected to be wrong. A late answer that is wrong pays for all of it.
 *
 * @param joulesPerMiss price of a missed deadline, at least 0
 * @param wrongAnswerJ price of a wrong answer, at least 0, paid in expectation: times 1 less the accuracy; default 0
 * @param accuracyFloor the least expected accuracy of an answer, 0 to 1: configurations below it are masked; default 0
 * @param joulesPerLateSecond price of each second that an answer is late, beyond the price of the miss, at least 0; default 0
 */
public record CostWeights(
        double joulesPerMiss,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double wrongAnswerJ,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double accuracyFloor,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double joulesPerLateSecond) {
    /** The weights of reference benchmark R1: 100 J for a missed deadline. */
    public static final CostWeights R1 = new CostWeights(100);

    public CostWeights {
        Check.nonNegative("joules_per_miss", joulesPerMiss);
        Check.nonNegative("wrong_answer_j", wrongAnswerJ);
        Check.nonNegative("joules_per_late_second", joulesPerLateSecond);
        Check.that(accuracyFloor >= 0 && accuracyFloor <= 1, "accuracy_floor", "between 0 and 1", accuracyFloor);
    }

    /** Wrong answers cost nothing, and answers that are late cost the same however late they are. */
    public CostWeights(double joulesPerMiss) {
        this(joulesPerMiss, 0, 0, 0);
    }

    /** Whether costs or floor are of accuracies. */
    public boolean ofAccuracy() {
        return wrongAnswerJ > 0 || accuracyFloor > 0;
    }

    /**
     * The cost of a request.
     *
     * @param missed whether its deadline was missed
     * @param lateMillis how late its answer was; of no account where the deadline was not missed
     * @param accuracy expected accuracy of its answers, 0 to 1; NaN where it is not known, which only weights without a price of
     *     wrong answers take
     * @param batch how many answers it has
     */
    public double cost(double energyJoules, boolean missed, double lateMillis, double accuracy, int batch) {
        double served = energyJoules + batch * wrongAnswer(accuracy);
        return missed ? served + joulesPerMiss + lateness(lateMillis) : served;
    }

    /** What is paid for an answer so late, beyond the price of the miss; 0 for one that is not. */
    public double lateness(double lateMillis) {
        return joulesPerLateSecond * Math.max(0, lateMillis) / 1000;
    }

    /** What is paid for an answer of an expected accuracy; NaN stands for one that is not known. */
    public double wrongAnswer(double accuracy) {
        return wrongAnswerJ == 0 ? 0 : wrongAnswerJ * (1 - accuracy);
    }

    /** What is paid for an answer of an expected accuracy. */
    public double wrongAnswer(OptionalDouble accuracy) {
        return wrongAnswer(accuracy.orElse(Double.NaN));
    }

    /** As records have it, but for a price of nothing: hashes of earlier trainings and runs are made of it. */
    @Override
    public String toString() {
        return "CostWeights[joulesPerMiss=" + joulesPerMiss
                + (wrongAnswerJ == 0 ? "" : ", wrongAnswerJ=" + wrongAnswerJ)
                + (accuracyFloor == 0 ? "" : ", accuracyFloor=" + accuracyFloor)
                + (joulesPerLateSecond == 0 ? "" : ", joulesPerLateSecond=" + joulesPerLateSecond) + "]";
    }
}
