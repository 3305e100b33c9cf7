package org.wattsplit.examples;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.study.Study;
import org.wattsplit.study.compare.CompareResult;

/** An agent of one's own beside those that are there: the cheapest action, or the fastest where a deadline is tight. */
public final class OwnAgent {
    private static final double TIGHT_MILLIS = 200;

    private OwnAgent() {}

    /** Compares it in {@code runs/own-agent}. */
    public static void main(String[] args) {
        System.out.println(
                run(Path.of("runs", "own-agent"), 10_000).comparison().winners() + " cost least");
    }

    static CompareResult run(Path out, int requests) {
        Study study = Study.of("pi4-coral-gpu", out).agent("frugal", OwnAgent::frugal);
        study.search();
        study.evaluate(plan -> plan.withRequests(requests), "frugal", "dynasplit", "planner");
        return study.compare();
    }

    private static Agent frugal(AgentContext context) {
        ActionSet actions = context.actions();
        int cheapest = best(actions, Comparator.comparingDouble(actions::energyJoules));
        int fastest = best(actions, Comparator.comparingDouble(actions::latencyMillis));
        return (observation, mask) -> observation.deadlineMillis() < TIGHT_MILLIS ? fastest : cheapest;
    }

    private static int best(ActionSet actions, Comparator<Integer> order) {
        return IntStream.range(0, actions.size()).boxed().min(order).orElseThrow();
    }
}
