package org.wattsplit.testbed.dynamics;

import java.util.function.Supplier;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.provider.NodeKind;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.framework.testbed.TestbedFault;

/** A part of a program's own as it moves, its faults named as its own: what it throws, and numbers out of their range. */
record WatchedCourse(DynamicsPart part, DynamicsPart.Course course) implements DynamicsPart.Course {
    @Override
    public double linkShare(double timeMillis) {
        return share("the link's rate", timeMillis, () -> course.linkShare(timeMillis));
    }

    @Override
    public double cloudShare(double timeMillis) {
        return share("the cloud", timeMillis, () -> course.cloudShare(timeMillis));
    }

    @Override
    public double clockShare(double timeMillis) {
        return share("the clock", timeMillis, () -> course.clockShare(timeMillis));
    }

    private double share(String of, double timeMillis, Supplier<Double> share) {
        return on(part, "asked at " + timeMillis + " ms what it leaves of " + of, () -> {
            double left = share.get();
            return Check.that(left > 0 && left <= 1, "the share", "above 0, at most 1", left);
        });
    }

    @Override
    public double observe(Condition condition, double timeMillis) {
        return on(
                part,
                "observed at " + timeMillis + " ms",
                () -> condition.require(Check.finite(condition.column(), course.observe(condition, timeMillis))));
    }

    @Override
    public void draw(double watts, double fromMillis, double millis) {
        on(part, "told of the power at " + fromMillis + " ms", () -> {
            course.draw(watts, fromMillis, millis);
            return watts;
        });
    }

    /** What a part does when it is asked to, in words. */
    static <T> T on(DynamicsPart part, String asked, Supplier<T> work) {
        try {
            T done = work.get();
            if (done == null) {
                throw new IllegalStateException("Expected something, given null");
            }
            return done;
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new TestbedFault("part " + NodeKind.nameOrType(part.getClass()) + " of the dynamics, " + asked, e);
        }
    }
}
