package org.wattsplit.study.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.study.job.JobContext;

final class WorkloadJobTest {
    @TempDir
    private Path temp;

    private WorkloadPlan plan(DeadlineChoice deadlines, int requests) {
        return new WorkloadPlan(
                deadlines, ArrivalChoice.closed(), null, requests, 1, temp.resolve("workload-a.csv"), false);
    }

    @Test
    void aWorkloadIsWrittenOnceAndDescribed() {
        WorkloadPlan plan = plan(new DeadlineChoice("uniform", 5.0, null, 9.0), 50);
        WorkloadResult result = WorkloadJob.run(plan, JobContext.quiet());
        assertThat(result.requests()).isEqualTo(50);
        assertThat(result.leastDeadlineMs()).isBetween(5.0, result.meanDeadlineMs());
        assertThat(result.largestDeadlineMs()).isBetween(result.meanDeadlineMs(), 9.0);
        assertThat(plan.out()).isRegularFile();
        assertThatThrownBy(() -> WorkloadJob.run(plan, JobContext.quiet()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void classesAndPhasesAreMadeOfPartsAndScaled() {
        List<String> parts = List.of("200:uniform:80:160", "50:shifted-exponential:400:500:900");
        for (String kind : List.of("classes", "phases")) {
            WorkloadPlan plan = new WorkloadPlan(
                    new DeadlineChoice(kind, null, null, null, 2, parts),
                    ArrivalChoice.closed(),
                    null,
                    2_000,
                    1,
                    temp.resolve(kind + ".csv"),
                    false);
            WorkloadResult result = WorkloadJob.run(plan, JobContext.quiet());
            assertThat(result.leastDeadlineMs()).isBetween(160.0, 165.0);
            assertThat(result.largestDeadlineMs()).isBetween(1_000.0, 1_800.0);
        }
        for (List<String> wrong : List.of(List.of("200:uniform:80"), List.of("x:uniform:80:90"))) {
            DeadlineChoice choice = new DeadlineChoice("classes", null, null, null, 1, wrong);
            assertThatThrownBy(() -> WorkloadJob.run(plan(choice, 5), JobContext.quiet()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("WEIGHT:KIND:MIN:MAX")
                    .hasMessageContaining("given " + wrong.get(0));
        }
        assertThatThrownBy(() -> new DeadlineChoice("uniform", 1.0, null, 2.0, 1, parts))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none for this kind");
        assertThatThrownBy(() -> new DeadlineChoice("phases", 1.0, null, 2.0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given for this kind");
    }

    @Test
    void whatBreaksARuleIsNamedAsNoOptionIs() {
        assertThatThrownBy(() -> new DeadlineChoice("often", null, null, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given often");
        assertThatThrownBy(() -> plan(new DeadlineChoice("uniform", 5.0, null, 9.0), 0))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected the requests to be between 1 and 10000000, given 0");
        assertThatThrownBy(() ->
                        WorkloadJob.run(plan(new DeadlineChoice("uniform", 5.0, null, null), 5), JobContext.quiet()))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected the largest deadline to be given for this kind, given none");
        assertThat(temp.resolve("workload-a.csv")).doesNotExist();
    }
}
