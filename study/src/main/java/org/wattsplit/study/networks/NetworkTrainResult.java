package org.wattsplit.study.networks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Producer;

/**
 * How well the members of a trained family read pictures.
 *
 * @param producer the code and machine that trained
 * @param family the family
 * @param seed the training's
 * @param steps the training's
 * @param pictures unseen pictures
 * @param members every member
 */
public record NetworkTrainResult(
        Producer producer, String family, long seed, int steps, int pictures, List<Member> members) {
    public NetworkTrainResult {
        members = List.copyOf(members);
    }

    /**
     * One member.
     *
     * @param knobs its values
     * @param accuracy part of the pictures that it reads right
     * @param standardError of that
     * @param separate the same of a network of its shape that was trained for itself; null where none was
     */
    public record Member(
            Map<String, String> knobs,
            double accuracy,
            double standardError,
            @Nullable Double separate) {}
}
