package org.wattsplit.testbed.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Drawn digits. */
final class DigitImagesTest {
    @Test
    void digitsComeInTurnAndPixelsAreBetweenGroundAndInk() {
        List<LabelledImage> images = DigitImages.of(25, new SplittableRandom(1));
        assertThat(images)
                .extracting(LabelledImage::digit)
                .startsWith(0, 1, 2, 3)
                .endsWith(3, 4);
        for (LabelledImage image : images) {
            assertThat(image.pixels().shape()).isEqualTo(DigitImages.SHAPE);
            double ink = 0;
            for (float pixel : image.pixels().toArray()) {
                assertThat(pixel).isBetween(0f, 1f);
                ink += pixel;
            }
            assertThat(ink).isBetween(50.0, 400.0);
        }
    }

    @Test
    void theSameChanceDrawsTheSameAndAnotherAnother() {
        assertThat(DigitImages.draw(3, new SplittableRandom(1)).bytes())
                .isEqualTo(DigitImages.draw(3, new SplittableRandom(1)).bytes())
                .isNotEqualTo(DigitImages.draw(3, new SplittableRandom(2)).bytes());
    }

    /** The bundled network learned such images, and figures of it are of these. */
    @Test
    void imagesAreThoseThatTheyAlwaysWere() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DigitImages.of(100, new SplittableRandom(20_000))
                .forEach(image -> digest.update(image.pixels().bytes()));
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("59d835b5ecb75a70eff52620391fc84421fc018046b85725b109afbeb59c3252");
    }

    @Test
    void whatIsNoDigitIsRefused() {
        assertThatThrownBy(() -> DigitImages.draw(10, new SplittableRandom(1)))
                .hasMessageContaining("between 0 and 9, given 10");
    }
}
