package org.wattsplit.testbed.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.framework.testbed.TestbedFault;

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
        for (double share : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> world(leaving(share)).clockShare(0))
                    .isInstanceOf(TestbedFault.class)
                    .hasMessageContaining("of the dynamics, asked at 0.0 ms what it leaves of the clock")
                    .hasMessageContaining("above 0, at most 1");
        }
        assertThatThrownBy(() -> world(leaving(1.5, SHARE)).observe(SHARE, 7))
                .isInstanceOf(TestbedFault.class)
                .hasMessageContaining("observed at 7.0 ms")
                .hasMessageContaining("Expected share_left to be from 0.0 to 1.0, given 1.5");
        assertThatThrownBy(() -> world(leaving(1, SHARE), leaving(1, SHARE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("share_left");
        assertThatThrownBy(() -> world(leaving(1, Condition.RTT_MS))).isInstanceOf(InputException.class);
    }

    /** Gives up when it is told of the power. */
    @JsonTypeName("tired")
    private record Tired() implements DynamicsPart {
        @Override
        public boolean random() {
            return false;
        }

        @Override
        public Course start(long seed) {
            return new Course() {
                @Override
                public void draw(double watts, double fromMillis, double millis) {
                    throw new IllegalStateException("I give up");
                }
            };
        }
    }

    @Test
    void whatAPartThrowsIsNamedAsItsOwn() {
        assertThatThrownBy(() -> world(new Tired()).draw(2, 100, 30))
                .isInstanceOf(TestbedFault.class)
                .hasMessage("part tired of the dynamics, told of the power at 100.0 ms:"
                        + " java.lang.IllegalStateException: I give up")
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
