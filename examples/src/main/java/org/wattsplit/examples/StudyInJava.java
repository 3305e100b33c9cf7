package org.wattsplit.examples;

import java.nio.file.Path;
import org.wattsplit.study.Study;
import org.wattsplit.study.compare.CompareResult;

/** Search, training, evaluation, comparison and report, without the command. */
public final class StudyInJava {
    private StudyInJava() {}

    /** Runs the study in {@code runs/study-in-java}. */
    public static void main(String[] args) {
        CompareResult result = run(Path.of("runs", "study-in-java"), 60_000, 10_000);
        System.out.println(result.comparison().winners() + " cost least; see " + result.report());
    }

    /** The same in another folder, shorter where that is wanted. */
    static CompareResult run(Path out, int steps, int requests) {
        Study study = Study.of("pi4-coral-gpu", out);
        study.search();
        study.train("ppo", plan -> plan.withSteps(steps, steps / 15).withCompared("fixed-setting"));
        study.evaluate(plan -> plan.withRequests(requests));
        return study.compare();
    }
}
