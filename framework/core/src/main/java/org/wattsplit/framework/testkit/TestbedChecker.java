package org.wattsplit.framework.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Testbed;

/** Checks that a testbed keeps its contract; throws {@link AssertionError} where it does not. */
public final class TestbedChecker {
    private static final int REQUESTS = 200;

    private TestbedChecker() {}

    /** Checks a testbed, and closes it. */
    public static void check(Testbed testbed) {
        testbed.reset(5);
        int initial = testbed.settingIndex();
        List<Outcome> first = run(testbed, 5);
        expect(first.equals(run(testbed, 5)), "equal seeds and calls give equal outcomes");
        if (testbed.capabilities().deterministic()) {
            expect(first.equals(run(testbed, 6)), "a deterministic testbed does not depend on the seed");
        }
        testbed.reset(5);
        expect(testbed.settingIndex() == initial, "a reset restores the initial hardware setting");
        testbed.close();
        testbed.close();
    }

    private static List<Outcome> run(Testbed testbed, long seed) {
        RandomGenerator random = new SplittableRandom(3);
        testbed.reset(seed);
        List<Outcome> outcomes = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Configuration configuration = testbed.capabilities().space().sample(random);
            testbed.advanceTo(now);
            testbed.capabilities()
                    .conditions()
                    .forEach(condition -> expect(
                            testbed.conditions().value(condition).isPresent(),
                            "the testbed lets " + condition + " be observed"));
            Outcome outcome = testbed.execute(new Request(i, "any", now, 1_000), configuration);
            expect(
                    testbed.settingIndex() == configuration.settingIndex(),
                    "the device stays at the configuration's setting");
            check(testbed, outcome);
            outcomes.add(outcome);
            now += outcome.latencyMillis();
        }
        return outcomes;
    }

    private static void check(Testbed testbed, Outcome outcome) {
        double millis = 0;
        for (LatencyPart part : LatencyPart.values()) {
            boolean present = outcome.provenance(part) != Provenance.ABSENT;
            expect(
                    present == testbed.capabilities().latencyParts().contains(part),
                    part + " is as the capabilities say");
            millis += outcome.latencyMillis(part).orElse(0);
        }
        double joules = 0;
        for (EnergyPart part : EnergyPart.values()) {
            boolean present = outcome.provenance(part) != Provenance.ABSENT;
            expect(
                    present == testbed.capabilities().energyParts().contains(part),
                    part + " is as the capabilities say");
            joules += outcome.energyJoules(part).orElse(0);
        }
        expect(
                outcome.accuracy().isPresent() == testbed.capabilities().accuracy(),
                "accuracy is as the capabilities say");
        expect(
                millis == outcome.latencyMillis() && joules == outcome.energyJoules(),
                "totals are the sums of their parts");
        expect(Double.isFinite(millis) && Double.isFinite(joules), "totals are finite");
    }

    private static void expect(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("Expected that " + rule);
        }
    }
}
