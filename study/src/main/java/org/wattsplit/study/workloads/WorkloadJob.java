package org.wattsplit.study.workloads;

import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.WorkloadFile;
import org.wattsplit.datasets.workload.WorkloadGenerator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.request.Request;
import org.wattsplit.study.job.JobContext;

/** Generates requests with deadlines and arrival times, and writes them as a workload file. */
public final class WorkloadJob {
    private WorkloadJob() {}

    /**
     * Runs a plan.
     *
     * @throws InputException where the plan or a file breaks a rule
     */
    public static WorkloadResult run(WorkloadPlan plan, JobContext context) {
        Workload workload;
        try (WriteLock mine = WriteLock.of(plan.out())) {
            AtomicFile.requireAbsent(plan.out(), plan.replace());
            workload = generate(plan);
            WorkloadFile.write(plan.out(), workload, workload.requests().get(0).model(), context.producer());
        }
        List<Request> all = workload.requests();
        DoubleSummaryStatistics deadlines =
                all.stream().mapToDouble(Request::deadlineMillis).summaryStatistics();
        return new WorkloadResult(
                plan.deadlines().kind(),
                plan.arrivals().kind(),
                plan.requests(),
                plan.seed(),
                deadlines.getMin(),
                deadlines.getAverage(),
                deadlines.getMax(),
                all.get(all.size() - 1).arrivalMillis());
    }

    private static Workload generate(WorkloadPlan plan) {
        Supplier<Workload> trace = () -> trace(plan.trace());
        try {
            return WorkloadGenerator.generate(
                    "generated",
                    "any",
                    plan.requests(),
                    plan.deadlines().deadlines(trace),
                    plan.arrivals().arrivals(trace),
                    plan.seed());
        } catch (IllegalArgumentException e) {
            // Figures that fit the kind and not each other.
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Workload trace(@Nullable Path file) {
        if (file == null) {
            throw InputException.of("the trace", "a workload file when a trace is asked for", "none");
        }
        return WorkloadFile.read(file, "trace", "any");
    }
}
