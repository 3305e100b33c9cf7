package org.wattsplit.study.networks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.file.Producer;

/**
 * What codecs made of the tensors that cross a network's cuts.
 *
 * @param producer where it was measured
 * @param network the network's name
 * @param inputs inputs, each of which went through every codec
 * @param coded each codec at each cut
 */
public record CodecsResult(Producer producer, String network, int inputs, List<Coded> coded) {
    public CodecsResult {
        coded = List.copyOf(coded);
    }

    /**
     * What a codec made of the tensors of a cut.
     *
     * @param cut the cut
     * @param tensor what crosses it
     * @param codec the codec
     * @param bytes median of what is sent, with scales and zero points, without the message around it
     * @param ratio that over the bytes as 32-bit floats
     * @param encodeMs median
     * @param decodeMs median
     * @param largestError of any element of any output, over the largest output
     * @param meanError of all elements of all outputs, over the largest output
     * @param accuracy part of the images that the network gets right; none where there are no right answers
     */
    public record Coded(
            int cut,
            String tensor,
            String codec,
            long bytes,
            double ratio,
            double encodeMs,
            double decodeMs,
            double largestError,
            double meanError,
            @Nullable Double accuracy) {}
}
