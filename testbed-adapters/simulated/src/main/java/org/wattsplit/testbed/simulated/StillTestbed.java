package org.wattsplit.testbed.simulated;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.framework.testbed.SimulatedTestbed;

/**
 * A simulated testbed in a world that stands still: time changes no outcome, and there is nothing to observe. It keeps the
 * hardware setting, the time and the chance of a session; the outcomes are a subclass's.
 */
public abstract class StillTestbed implements SimulatedTestbed {
    private final Capabilities capabilities;
    private final int initialSetting;
    private int setting;
    private double nowMillis;
    private RandomGenerator random = new SplittableRandom(0);

    /** At time 0 and that hardware setting. */
    protected StillTestbed(Capabilities capabilities, int initialSetting) {
        this.capabilities = capabilities;
        this.initialSetting = initialSetting;
        setting = initialSetting;
    }

    /** Goes to a configuration's hardware setting; the number of the one that it was at. */
    protected final int changeTo(Configuration configuration) {
        int before = setting;
        setting = configuration.settingIndex();
        return before;
    }

    /** The chance of the session. */
    protected final RandomGenerator random() {
        return random;
    }

    @Override
    public final Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public final Conditions conditions() {
        return Conditions.NONE;
    }

    @Override
    public final int settingIndex() {
        return setting;
    }

    @Override
    public final void advanceTo(double timeMillis) {
        Check.that(timeMillis >= nowMillis, "the time", () -> "at least " + nowMillis + " ms, which it is", timeMillis);
        nowMillis = timeMillis;
    }

    @Override
    public final void reset(long seed) {
        setting = initialSetting;
        nowMillis = 0;
        random = new SplittableRandom(seed);
    }

    @Override
    public final void close() {}
}
