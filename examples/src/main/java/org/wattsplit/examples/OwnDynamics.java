package org.wattsplit.examples;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.study.Study;
import org.wattsplit.study.compare.CompareResult;

/**
 * A world that moves in a way of its own, with a condition that nothing else observes: a microwave oven beside the access
 * point, which leaves a share of the link while it runs. A scenario's file turns it on.
 */
public final class OwnDynamics {
    private static final Condition OVEN_ON = Condition.ofShare("oven_on");

    private OwnDynamics() {}

    /** Compares in {@code runs/own-dynamics}. */
    public static void main(String[] args) {
        System.out.println(
                run(Path.of("runs", "own-dynamics"), 10_000).comparison().winners() + " cost least");
    }

    static CompareResult run(Path out, int requests) {
        Study study = Study.of("pi4-coral-gpu", out)
                .with(DynamicsPart.Kind.class, DynamicsPart.Kind.of(Microwave.class, "an oven beside the access point"))
                .scenario(scenario(out).toString())
                .agent("listener", OwnDynamics::listener);
        study.search();
        study.evaluate(plan -> plan.withRequests(requests), "listener", "fixed-setting");
        return study.compare();
    }

    private static Path scenario(Path out) {
        try {
            return Files.writeString(Files.createDirectories(out).resolve("oven.yaml"), """
                    format: scenario
                    version: 1
                    scenario:
                      id: Oven-v1
                      description: somebody else's kitchen
                      testbed: model
                      weights: {joules_per_miss: 100}
                      dynamics:
                        parts:
                        - {kind: microwave, period_s: 60, on_s: 20, share: 0.2}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cheapest action that meets the deadline; while the oven runs, of those that send nothing where one does. */
    private static Agent listener(AgentContext context) {
        int oven = context.observation().names().indexOf(OVEN_ON.column());
        return (observation, mask) -> cheapest(context, observation, observation.get(oven) > 0);
    }

    private static int cheapest(AgentContext context, Observation observation, boolean ovenIsOn) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int action = 0; action < context.actions().size(); action++) {
            double transfer = context.actions()
                    .expected(action)
                    .outcome()
                    .latencyMillis(LatencyPart.TRANSFER)
                    .orElse(0);
            boolean late = context.actions().latencyMillis(action) > observation.deadlineMillis();
            boolean sends = ovenIsOn && transfer > 0;
            double cost = context.actions().energyJoules(action) + (late ? 1e6 : 0) + (sends ? 1e3 : 0);
            if (cost < least) {
                least = cost;
                best = action;
            }
        }
        return best;
    }

    /**
     * The oven.
     *
     * @param periodS from one start to the next on the average, in seconds
     * @param onS how long it runs, in seconds
     * @param share what it leaves of the link
     */
    @JsonTypeName("microwave")
    record Microwave(double periodS, double onS, double share) implements DynamicsPart {
        Microwave {
            Check.positive("on_s", onS);
            Check.that(periodS > onS, "period_s", "above on_s, " + onS, periodS);
            Check.that(share > 0 && share <= 1, "share", "above 0, at most 1", share);
        }

        @Override
        public List<Condition> conditions() {
            return List.of(OVEN_ON);
        }

        @Override
        public boolean random() {
            return true;
        }

        @Override
        public Course start(long seed) {
            double shift = new SplittableRandom(seed).nextDouble() * periodS;
            return new Course() {
                private boolean on(double timeMillis) {
                    return (timeMillis / 1000 + shift) % periodS < onS;
                }

                @Override
                public double linkShare(double timeMillis) {
                    return on(timeMillis) ? share : 1;
                }

                @Override
                public double observe(Condition condition, double timeMillis) {
                    return on(timeMillis) ? 1 : 0;
                }
            };
        }
    }
}
