package org.wattsplit.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ShownProgressTest {
    private final StringWriter err = new StringWriter();
    private long nanos;

    private ShownProgress progress() {
        return new ShownProgress("training", 60, new PrintWriter(err), () -> nanos);
    }

    private void pass(double seconds) {
        nanos += (long) (seconds * 1e9);
    }

    @Test
    void withoutATerminalThereIsALineEveryTenSecondsAtMost() {
        try (ShownProgress progress = progress()) {
            for (int step = 1; step <= 60; step++) {
                pass(0.5);
                progress.reached(step);
                progress.note("cost 3 J");
            }
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "training: 20 of 60 after 10 s, cost 3 J",
                        "training: 40 of 60 after 20 s, cost 3 J",
                        "training: 60 of 60 after 30 s, cost 3 J");
    }

    @Test
    void whatTakesLessSaysNothing() {
        try (ShownProgress progress = progress()) {
            pass(9.9);
            progress.reached(60);
        }
        assertThat(err.toString()).isEmpty();
    }
}
