package org.wattsplit.agents.features;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.request.Condition;

/**
 * Turns an observation into features between about -1 and 2:
 *
 * <ul>
 *   <li>the logarithm of the deadline, and ramps of it from each knot to the next, the knots being quantiles of the
 *       training requests' deadlines: so a linear layer can bend at each;
 *   <li>whether the deadline is hidden (see {@link #encodeWithoutDeadline});
 *   <li>the current hardware setting as one of those that actions have, or none of them;
 *   <li>each condition, on a scale of its own.
 * </ul>
 *
 * <p>Nothing in it moves during training; its knots are saved with the learner.
 */
public final class ObservationEncoder {
    private static final int RAMPS = 24;
    /** Features before the ramps: the logarithm, and whether the deadline is hidden. */
    private static final int FIRST_RAMP = 2;

    private final double[] knots;
    /** What deadlines that are shorter, or passed, count as. */
    private final double leastMillis;

    private final int[] slots;
    private final int settingSlots;
    private final int size;
    private final Scale[] scales;

    /** An encoder for that context: its deadlines, its actions' hardware settings, its conditions. */
    public ObservationEncoder(AgentContext context) {
        double[] deadlines = context.deadlines().toArray();
        leastMillis = Math.min(1, deadlines[0]);
        knots = new double[RAMPS + 1];
        for (int i = 0; i <= RAMPS; i++) {
            int position = (int) Math.round(i / (double) RAMPS * (deadlines.length - 1));
            knots[i] = logarithm(deadlines[position]);
        }
        ActionSet actions = context.actions();
        slots = new int[actions.space().settings()];
        int[] settings = IntStream.range(0, actions.size())
                .map(actions::settingIndex)
                .distinct()
                .sorted()
                .toArray();
        Arrays.fill(slots, settings.length);
        for (int i = 0; i < settings.length; i++) {
            slots[settings[i]] = i;
        }
        settingSlots = settings.length + 1;
        scales = scales(context.observation());
        size = FIRST_RAMP + RAMPS + settingSlots + scales.length;
    }

    /** How a condition becomes a feature. */
    private enum Scale {
        LOGARITHM {
            @Override
            double of(double value) {
                return StrictMath.log1p(Math.max(0, value)) / 5;
            }
        },
        PLAIN {
            @Override
            double of(double value) {
                return value;
            }
        },
        SIGNED_LOGARITHM {
            @Override
            double of(double value) {
                return StrictMath.signum(value) * LOGARITHM.of(Math.abs(value));
            }
        },
        TEMPERATURE {
            @Override
            double of(double value) {
                return (value - 60) / 25;
            }
        };

        abstract double of(double value);
    }

    private static Scale[] scales(Box observation) {
        return IntStream.range(Observation.CONDITIONS, observation.size())
                .mapToObj(index -> scale(observation, index))
                .toArray(Scale[]::new);
    }

    private static Scale scale(Box observation, int index) {
        String name = observation.names().get(index);
        if (name.equals(Condition.DEVICE_TEMPERATURE_C.column())) {
            return Scale.TEMPERATURE;
        }
        // The guard stands on the logarithm's scale in every policy that was ever trained with it.
        boolean share = observation.low().get(index) == 0 && observation.high().get(index) == 1;
        if (share && !name.equals(Condition.CLOUD_GUARD.column())) {
            return Scale.PLAIN;
        }
        return observation.low().get(index) >= 0 ? Scale.LOGARITHM : Scale.SIGNED_LOGARITHM;
    }

    private double logarithm(double deadlineMillis) {
        return StrictMath.log(Math.max(leastMillis, deadlineMillis));
    }

    /** The number of features. */
    public int size() {
        return size;
    }

    /** The features of an observation. */
    public float[] encode(Observation observation) {
        float[] features = encodeWithoutDeadline(observation);
        double deadline = logarithm(observation.deadlineMillis());
        double low = knots[0];
        double high = knots[RAMPS];
        features[0] = (float) (high > low ? (deadline - low) / (high - low) : 0);
        features[1] = 0;
        for (int i = 0; i < RAMPS; i++) {
            double width = knots[i + 1] - knots[i];
            double ramp = width > 0 ? (deadline - knots[i]) / width : deadline >= knots[i] ? 1 : 0;
            features[FIRST_RAMP + i] = (float) Math.max(0, Math.min(1, ramp));
        }
        return features;
    }

    /** The features of an observation but for its deadline: what is known before the next request is. */
    public float[] encodeWithoutDeadline(Observation observation) {
        float[] features = new float[size];
        features[1] = 1;
        features[FIRST_RAMP + RAMPS + slots[observation.settingIndex()]] = 1;
        int first = FIRST_RAMP + RAMPS + settingSlots;
        for (int i = 0; i < scales.length; i++) {
            features[first + i] = (float) scales[i].of(observation.get(Observation.CONDITIONS + i));
        }
        return features;
    }

    /** The number of features of {@link #withoutSetting}. */
    public int sizeWithoutSetting() {
        return size - settingSlots;
    }

    /** An observation's features but for those of the hardware setting. */
    public float[] withoutSetting(float[] features) {
        float[] rest = new float[sizeWithoutSetting()];
        int first = FIRST_RAMP + RAMPS;
        System.arraycopy(features, 0, rest, 0, first);
        System.arraycopy(features, first + settingSlots, rest, first, rest.length - first);
        return rest;
    }

    /** Keeps the knots. */
    public void save(ArrayStore store) {
        store.put("encoder.knots", knots);
    }

    /** Takes the knots that were kept. */
    public void load(ArrayStore store) {
        double[] saved = store.doubles("encoder.knots", knots.length);
        System.arraycopy(saved, 0, knots, 0, saved.length);
    }
}
