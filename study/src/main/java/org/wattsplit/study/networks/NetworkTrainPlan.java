package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.CommandText;
import org.wattsplit.testbed.training.FamilyTraining;

/**
 * Which family of networks is trained, and how.
 *
 * @param family name of the family
 * @param seed seed of all that is drawn
 * @param steps updates of the weights
 * @param codecs what crosses the cuts is sent by in training, drawn for each step
 * @param pictures unseen pictures that accuracies are measured on
 * @param separate whether each member is also trained for itself, to compare
 * @param out the file of the weights
 * @param replace whether a file that is there is replaced
 */
public record NetworkTrainPlan(
        String family,
        long seed,
        int steps,
        List<String> codecs,
        int pictures,
        boolean separate,
        Path out,
        boolean replace) {
    /** Pictures that accuracies are measured on, unless told otherwise. */
    public static final int PICTURES = 10_000;

    public NetworkTrainPlan {
        InputException.require(steps >= 1, "the steps", "at least 1", steps);
        codecs = List.copyOf(codecs);
        InputException.require(!codecs.isEmpty(), "the codecs", "one at least", codecs);
        InputException.require(pictures >= 1, "the pictures", "at least 1", pictures);
    }

    /** How it is trained. */
    FamilyTraining training() {
        return FamilyTraining.BUNDLED.with(seed, steps, codecs);
    }

    /** The command that does the same, but for where its result goes. */
    public @Nullable String command() {
        return CommandText.of("networks train " + family)
                .option("--seed", seed, FamilyTraining.BUNDLED.seed())
                .option("--steps", steps, FamilyTraining.BUNDLED.steps())
                .option("--codecs", String.join(",", codecs), String.join(",", FamilyTraining.BUNDLED.codecs()))
                .text();
    }
}
