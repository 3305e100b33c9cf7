package org.wattsplit.study.networks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.zoo.Zoo;
import org.wattsplit.testbed.zoo.ZooModel;

/** Writes an architecture as an ONNX file: with drawn weights, or a member of a family with trained ones. */
public final class BuildJob {
    private BuildJob() {}

    /**
     * Runs a plan.
     *
     * @return what was built, with the parameters that it has at this width or of this member
     * @throws InputException where the plan breaks a rule
     */
    public static Architecture run(BuildPlan plan) {
        try (WriteLock mine = WriteLock.of(plan.out())) {
            AtomicFile.requireAbsent(plan.out(), plan.replace());
            if (NetworkFamilies.names().contains(plan.name())) {
                return member(plan);
            }
            ZooModel model = Zoo.model(plan.name(), plan.width(), plan.pixels());
            model.write(plan.out(), plan.seed());
            return new Architecture(model.name(), model.parameters(), Map.of());
        }
    }

    private static Architecture member(BuildPlan plan) {
        @Nullable Path file = plan.weights();
        FamilyWeights weights = file == null ? FamilyWeights.bundled(plan.name()) : FamilyWeights.read(file);
        NetworkFamily family = weights.family();
        InputException.require(family.name().equals(plan.name()), "the family of " + file, plan.name(), family.name());
        long parameters = weights.writeMember(plan.knobs(), plan.out());
        Map<String, List<String>> knobs = new TreeMap<>();
        family.completed(plan.knobs()).forEach((knob, value) -> knobs.put(knob, List.of(value)));
        return new Architecture(family.memberName(plan.knobs()), parameters, knobs);
    }
}
