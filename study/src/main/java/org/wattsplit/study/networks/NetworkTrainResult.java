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
 * @param codecs the training's
 * @param pictures unseen pictures
 * @param members every member
 */
public record NetworkTrainResult(
        Producer producer,
        String family,
        long seed,
        int steps,
        List<String> codecs,
        int pictures,
        List<Member> members) {
    public NetworkTrainResult {
        codecs = List.copyOf(codecs);
        members = List.copyOf(members);
    }

    /**
     * One member.
     *
     * @param knobs its values
     * @param accuracy part of the pictures that it reads right
     * @param standardError of that
     * @param separate the same of a network of its shape that was trained for itself; null where none was
     * @param sent the accuracy where a tensor is sent, for each cut that it has, the input first, and each of the codecs of few
     *     bits
     */
    public record Member(
            Map<String, String> knobs,
            double accuracy,
            double standardError,
            @Nullable Double separate,
            List<Sent> sent) {
        public Member {
            sent = List.copyOf(sent);
        }
    }

    /**
     * What sending a tensor makes of an accuracy.
     *
     * @param cut of the family; 0 is the input
     * @param codec how it is sent, all pictures of a page as one tensor
     * @param accuracy part of the pictures that are read right
     */
    public record Sent(int cut, String codec, double accuracy) {}
}
