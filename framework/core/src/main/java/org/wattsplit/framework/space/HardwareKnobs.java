package org.wattsplit.framework.space;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/** A space's hardware knobs, whose values together are one number: the first knob counts most. */
final class HardwareKnobs {
    private final SpaceSpec spec;
    private final Positions positions;
    private final int[] knobs;

    private HardwareKnobs(SpaceSpec spec, Positions positions, int[] knobs) {
        this.spec = spec;
        this.positions = positions;
        this.knobs = knobs;
    }

    static HardwareKnobs of(SpaceSpec spec, Positions positions) {
        return new HardwareKnobs(
                spec,
                positions,
                IntStream.range(0, spec.knobs().size())
                        .filter(i -> spec.knobs().get(i).hardware())
                        .toArray());
    }

    List<String> names() {
        return Arrays.stream(knobs).mapToObj(i -> spec.knobs().get(i).name()).toList();
    }

    int settings() {
        return Math.toIntExact(Arrays.stream(knobs).mapToLong(positions::size).reduce(1, Math::multiplyExact));
    }

    /** The number of the setting that an assignment has. */
    int index(int[] choices) {
        int setting = 0;
        for (int knob : knobs) {
            setting = setting * positions.size(knob) + choices[knob];
        }
        return setting;
    }

    HardwareSetting setting(int index) {
        Check.range("the hardware setting", 0, settings() - 1, index);
        String[] values = new String[knobs.length];
        int rest = index;
        for (int i = knobs.length - 1; i >= 0; i--) {
            values[i] = spec.knobs().get(knobs[i]).values().get(rest % positions.size(knobs[i]));
            rest /= positions.size(knobs[i]);
        }
        return new HardwareSetting(index, names(), List.of(values));
    }

    HardwareSetting setting(Map<String, String> values) {
        int index = 0;
        for (int knob : knobs) {
            String name = spec.knobs().get(knob).name();
            String value = values.get(name);
            if (value == null) {
                throw InputException.of("the hardware setting", "a value for each of " + names(), values);
            }
            index = index * positions.size(knob) + positions.choice(knob, value);
        }
        return setting(index);
    }
}
