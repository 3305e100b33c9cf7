package org.wattsplit.testbed.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.DynamicsPart;

/** A world with a part of a program's own. */
final class OwnPartTest {
    private static final Condition SHARE = Condition.ofShare("share_left");

    private final List<Double> drawn = new ArrayList<>();

    /** Leaves a share of everything. */
    private DynamicsPart leaving(double share, Condition... conditions) {
        return new DynamicsPart() {
            @Override
            public List<Condition> conditions() {
                return List.of(conditions);
            }

            @Override
            public boolean random() {
                return false;
            }

            @Override
            public Course start(long seed) {
                return new Course() {
                    @Override
                    public double linkShare(double timeMillis) {
                        return share;
                    }

                    @Override
                    public double cloudShare(double timeMillis) {
                        return share;
                    }

                    @Override
                    public double clockShare(double timeMillis) {
                        return share;
                    }

                    @Override
                    public double observe(Condition condition, double timeMillis) {
                        return share;
                    }

                    @Override
                    public void draw(double watts, double fromMillis, double millis) {
                        drawn.add(watts * millis);
                    }
                };
            }
        };
    }

    private static World world(DynamicsPart... parts) {
        Dynamics dynamics = new Dynamics(null, null, null, null, null, null, null, 0, 0, List.of(parts));
        return new World(dynamics, List.of(), 8, 10);
    }

    @Test
    void sharesOfLinkCloudAndClockMultiply() {
        World still = world();
        World moving = world(leaving(0.5), leaving(0.5));
        assertThat(still.transferMillis(0, 1000)).isEqualTo(11);
        assertThat(moving.transferMillis(0, 1000)).isEqualTo(14);
        assertThat(moving.tailMillis(0, 20)).isEqualTo(80);
        assertThat(moving.clockShare(0)).isEqualTo(0.25);
    }

    @Test
    void itIsToldOfThePowerAndItsConditionIsObserved() {
        World world = world(leaving(0.5, SHARE));
        world.draw(2, 100, 30);
        assertThat(drawn).containsExactly(60.0);
        assertThat(world.observe(SHARE, 0)).isEqualTo(0.5);
    }

    @Test
    void aShareOutOfRangeAndAConditionOfAnotherPartAreErrors() {
        assertThatThrownBy(() -> world(leaving(0)).clockShare(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("above 0, at most 1");
        assertThatThrownBy(() -> world(leaving(1, SHARE), leaving(1, SHARE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("share_left");
        assertThatThrownBy(() -> world(leaving(1, Condition.RTT_MS))).isInstanceOf(InputException.class);
    }
}
