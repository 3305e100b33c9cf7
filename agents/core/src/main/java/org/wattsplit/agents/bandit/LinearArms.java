package org.wattsplit.agents.bandit;

import java.util.List;
import org.wattsplit.framework.file.ArrayStore;

/**
 * A ridge regression for each arm, updated sample by sample: recursive least squares, the inverse kept by Sherman and
 * Morrison's formula, so an update takes the square of the features' number.
 */
final class LinearArms {
    private final int features;
    /** By arm, the inverse of (ridge times identity + sum of outer products), row by row; symmetric. */
    private final double[][] inverses;

    private final double[][] weights;
    private final double[] product;

    /** Regressions that expect 0 everywhere. */
    LinearArms(int arms, int features, double ridge) {
        this.features = features;
        inverses = new double[arms][features * features];
        weights = new double[arms][features];
        product = new double[features];
        for (double[] inverse : inverses) {
            for (int i = 0; i < features; i++) {
                inverse[i * features + i] = 1 / ridge;
            }
        }
    }

    /** What an arm is expected to give. */
    double mean(int arm, double[] context) {
        return dot(weights[arm], 0, context);
    }

    /** Square of the width of that expectation, for a unit of noise. */
    double variance(int arm, double[] context) {
        double[] inverse = inverses[arm];
        double sum = 0;
        for (int i = 0; i < features; i++) {
            if (context[i] != 0) {
                sum += context[i] * dot(inverse, i * features, context);
            }
        }
        return Math.max(0, sum);
    }

    /** Learns what an arm gave. */
    void learn(int arm, double[] context, double given) {
        double[] inverse = inverses[arm];
        double scale = 1;
        for (int i = 0; i < features; i++) {
            product[i] = dot(inverse, i * features, context);
            scale += context[i] * product[i];
        }
        double error = given - mean(arm, context);
        for (int i = 0; i < features; i++) {
            double gain = product[i] / scale;
            weights[arm][i] += gain * error;
            for (int j = 0; j < features; j++) {
                inverse[i * features + j] -= gain * product[j];
            }
        }
    }

    private double dot(double[] values, int offset, double[] context) {
        double sum = 0;
        for (int i = 0; i < features; i++) {
            sum += values[offset + i] * context[i];
        }
        return sum;
    }

    /** By arm: its weights, shape (features), and the inverse of its matrix, shape (features, features). */
    void save(ArrayStore store) {
        for (int arm = 0; arm < weights.length; arm++) {
            store.put("arm." + arm + ".weights", weights[arm]);
            store.put("arm." + arm + ".inverse", List.of(features, features), inverses[arm]);
        }
    }

    void load(ArrayStore store) {
        for (int arm = 0; arm < weights.length; arm++) {
            weights[arm] = store.doubles("arm." + arm + ".weights", features);
            inverses[arm] = store.doubles("arm." + arm + ".inverse", features * features);
        }
    }
}
