package org.wattsplit.framework.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.RealTimeTestbed;
import org.wattsplit.framework.testbed.SimulatedTestbed;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedFactory;

/** Checks that a testbed keeps its contract; throws {@link AssertionError} where it does not. */
public final class TestbedChecker {
    private static final int REQUESTS = 200;
    private static final int LIVE_REQUESTS = 5;

    private TestbedChecker() {}

    /**
     * Checks testbeds of one provider and context, by the profile of what they are: what is simulated gives equal outcomes
     * for equal seeds and starts over; hardware keeps its time and puts itself back.
     */
    public static void check(TestbedFactory testbeds) {
        Capabilities described = testbeds.describe();
        expect(described.equals(testbeds.describe()), "equal contexts are described the same");
        try (Testbed testbed = testbeds.open(5)) {
            expect(described.equals(testbed.capabilities()), "a testbed can do what its provider says");
            expect(
                    described.live() == testbed instanceof RealTimeTestbed,
                    "hardware is described as such, and nothing else is");
            if (testbed instanceof SimulatedTestbed simulated) {
                checkSimulated(simulated);
            } else if (testbed instanceof RealTimeTestbed real) {
                checkRealTime(real);
            }
            testbed.close();
        }
        try (Testbed again = testbeds.open(6)) {
            expect(described.equals(again.capabilities()), "a session can follow another");
        }
    }

    private static void checkSimulated(SimulatedTestbed testbed) {
        int initial = testbed.settingIndex();
        List<Outcome> opened = run(testbed);
        testbed.reset(5);
        expect(testbed.settingIndex() == initial, "a reset restores the initial hardware setting");
        expect(opened.equals(run(testbed)), "equal seeds and calls give equal outcomes, opened or reset");
        if (testbed.capabilities().deterministic()) {
            testbed.reset(6);
            expect(opened.equals(run(testbed)), "a deterministic testbed does not depend on the seed");
        }
    }

    private static void checkRealTime(RealTimeTestbed testbed) {
        RandomGenerator random = new SplittableRandom(3);
        double now = 0;
        for (int i = 0; i < LIVE_REQUESTS; i++) {
            Configuration configuration = testbed.capabilities().space().sample(random);
            testbed.awaitTime(now);
            observe(testbed);
            testbed.onDecision(1_000_000);
            Outcome outcome = testbed.execute(new Request(i, "any", now, 60_000), configuration);
            expect(
                    outcome.latencyMillis(LatencyPart.DECISION).orElse(0) >= 1,
                    "the time of a decision is a part of the outcome");
            expect(
                    testbed.settingIndex() == configuration.settingIndex()
                            || !outcome.guarding().fallback().isEmpty()
                            || !outcome.disturbance().words().isEmpty(),
                    "the device stays at the configuration's setting, or the outcome says why not");
            check(testbed, outcome);
            now += outcome.latencyMillis();
        }
    }

    private static List<Outcome> run(SimulatedTestbed testbed) {
        RandomGenerator random = new SplittableRandom(3);
        List<Outcome> outcomes = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Configuration configuration = testbed.capabilities().space().sample(random);
            testbed.advanceTo(now);
            observe(testbed);
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

    private static void observe(Testbed testbed) {
        testbed.capabilities().conditions().forEach(condition -> {
            OptionalDouble value = testbed.conditions().value(condition);
            expect(value.isPresent(), "the testbed lets " + condition + " be observed");
            double observed = value.getAsDouble();
            expect(
                    observed >= condition.least() && observed <= condition.most(),
                    condition + " is in its range, given " + observed);
        });
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
                    present == testbed.capabilities().energyParts().contains(part)
                            || (!present && outcome.absences().containsKey(part)),
                    part + " is as the capabilities say, or the outcome says why it is absent");
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
