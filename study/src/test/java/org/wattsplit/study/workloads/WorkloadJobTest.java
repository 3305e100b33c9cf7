package org.wattsplit.study.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
