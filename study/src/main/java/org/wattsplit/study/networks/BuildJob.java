package org.wattsplit.study.networks;

import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.testbed.zoo.Zoo;
import org.wattsplit.testbed.zoo.ZooModel;

/** Writes an architecture as an ONNX file with drawn weights. */
public final class BuildJob {
    private BuildJob() {}

    /**
     * Runs a plan.
     *
     * @return what was built, with the parameters that it has at this width
     * @throws org.wattsplit.framework.check.InputException where the plan breaks a rule
     */
    public static Architecture run(BuildPlan plan) {
        try (WriteLock mine = WriteLock.of(plan.out())) {
            AtomicFile.requireAbsent(plan.out(), plan.replace());
            ZooModel model = Zoo.model(plan.name(), plan.width(), plan.pixels());
            model.write(plan.out(), plan.seed());
            return new Architecture(model.name(), model.parameters());
        }
    }
}
