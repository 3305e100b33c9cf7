package org.wattsplit.testbed.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Drawn pictures of letters and digits. */
final class PicturesTest {
    @Test
    void glyphsComeInTurnAndPixelsAreLevelsOfACamera() {
        List<LabelledPicture> pictures = Pictures.of(40, new SplittableRandom(1));
        assertThat(pictures)
                .extracting(LabelledPicture::glyph)
                .startsWith(0, 1, 2)
                .endsWith(35, 0, 1, 2, 3);
        for (LabelledPicture picture : pictures) {
            assertThat(picture.pixels().shape()).isEqualTo(Pictures.SHAPE);
            for (float pixel : picture.pixels().toArray()) {
                assertThat(pixel).isBetween(0f, 1f);
                assertThat(255 * pixel - Math.round(255 * pixel)).isBetween(-1e-4f, 1e-4f);
            }
        }
    }

    @Test
    void theSameChanceDrawsTheSameAndAnotherAnother() {
        assertThat(Pictures.draw(12, new SplittableRandom(1)).bytes())
                .isEqualTo(Pictures.draw(12, new SplittableRandom(1)).bytes())
                .isNotEqualTo(Pictures.draw(12, new SplittableRandom(2)).bytes());
        assertThat(Pictures.unseen(3)).hasSize(3);
        assertThat(Pictures.unseen(3).get(2).pixels().bytes())
                .isEqualTo(Pictures.unseen(5).get(2).pixels().bytes());
    }

    /** Bundled accuracies are of these pictures. */
    @Test
    void unseenPicturesAreTheSameOnEveryMachine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Pictures.unseen(100).forEach(picture -> digest.update(picture.pixels().bytes()));
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("ab2f7ae0d8cabf9ecec6e8d71482400170d716bcf36906950cdef4314a76426f");
    }

    @Test
    void everyGlyphHasANameAndLinesInItsSquare() {
        assertThat(Glyphs.name(0)).isEqualTo('0');
        assertThat(Glyphs.name(35)).isEqualTo('Z');
        for (int glyph = 0; glyph < Glyphs.COUNT; glyph++) {
            for (double[] line : Glyphs.of(glyph)) {
                assertThat(line.length).as("%s", Glyphs.name(glyph)).isGreaterThanOrEqualTo(4);
                for (double number : line) {
                    assertThat(number).isBetween(-0.16, 1.16);
                }
            }
        }
        assertThatThrownBy(() -> Pictures.draw(36, new SplittableRandom(1)))
                .hasMessageContaining("between 0 and 35, given 36");
    }
}
