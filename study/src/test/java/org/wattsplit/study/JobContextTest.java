package org.wattsplit.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;

/** What jobs are run with. */
final class JobContextTest {
    @Test
    void tasksOfAPartAreShownWithWhatTheyAreAPartOf() {
        List<String> shown = new ArrayList<>();
        Progress.Display display = (task, total) -> {
            shown.add(task + " of " + total);
            return done -> {};
        };
        JobContext.quiet()
                .with(display)
                .within("CoInference-v2, learner 2 of 5 (linucb)")
                .display()
                .begin("training", 100)
                .close();
        assertThat(shown).containsExactly("CoInference-v2, learner 2 of 5 (linucb): training of 100");
    }
}
