package org.wattsplit.envs.wrapper;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Observation;
import org.wattsplit.framework.file.ArrayStore;

/**
 * Observations less their running mean, divided by their running deviation (Welford's updates), within
 * ±{@value #MOST}. For networks of one's own: the bundled agents read observations in their units, and scale them
 * themselves. {@link #setLearning} holds the figures still, for example where a policy is judged.
 */
public final class Normalising extends ObservationWrapper {
    /** Values further from the mean, in deviations, are cut. */
    public static final double MOST = 10;

    private static final double LEAST_VARIANCE = 1e-8;

    private final double[] means;
    private final double[] squares;
    private long count;
    private boolean learning = true;

    /** Around an environment; nothing is known of its observations yet. */
    public Normalising(Environment inner) {
        super(inner, space(inner.observationSpace().names()));
        means = new double[observationSpace().names().size()];
        squares = new double[means.length];
    }

    private static Box space(List<String> names) {
        return new Box(names, Collections.nCopies(names.size(), -MOST), Collections.nCopies(names.size(), MOST));
    }

    /** Whether observations change the mean and the deviation; at first they do. */
    public void setLearning(boolean learning) {
        this.learning = learning;
    }

    @Override
    Observation first(Observation inner) {
        return next(inner);
    }

    @Override
    Observation next(Observation inner) {
        double[] values = inner.toArray();
        if (learning) {
            count++;
            for (int i = 0; i < values.length; i++) {
                double before = values[i] - means[i];
                means[i] += before / count;
                squares[i] += before * (values[i] - means[i]);
            }
        }
        for (int i = 0; i < values.length; i++) {
            double variance = count > 1 ? squares[i] / count : 1;
            double normal = (values[i] - means[i]) / Math.sqrt(Math.max(LEAST_VARIANCE, variance));
            values[i] = Math.max(-MOST, Math.min(MOST, normal));
        }
        return Observation.of(values);
    }

    /** Puts what was learned of observations. */
    public void save(ArrayStore store) {
        store.put("normaliser.count", count);
        store.put("normaliser.means", Arrays.copyOf(means, means.length));
        store.put("normaliser.squares", Arrays.copyOf(squares, squares.length));
    }

    /** Takes what {@link #save} put, of an environment of the same observations. */
    public void load(ArrayStore store) {
        count = store.longs("normaliser.count", 1)[0];
        System.arraycopy(store.doubles("normaliser.means", means.length), 0, means, 0, means.length);
        System.arraycopy(store.doubles("normaliser.squares", squares.length), 0, squares, 0, squares.length);
    }
}
