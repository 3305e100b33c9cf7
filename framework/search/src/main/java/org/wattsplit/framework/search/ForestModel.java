package org.wattsplit.framework.search;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * A random forest (Breiman, Machine Learning 45, 2001), by Tribuo, that predicts several targets of a configuration
 * together. Numeric knobs are one feature, categorical knobs one for each value.
 */
final class ForestModel {
    private static final int TREES = 40;
    private static final float FEATURES_IN_SPLIT = 0.7f;
    private static final float LEAST_LEAF = 1;

    /**
     * Reports every tree that it grows, thousands in a search: only its warnings are of use, unless somebody has set a
     * level. Kept in a field, since loggers that nobody holds forget their level.
     */
    private static final Logger TREE_BY_TREE = Logger.getLogger("org.tribuo.ensemble.BaggingTrainer");

    static {
        if (TREE_BY_TREE.getLevel() == null) {
            TREE_BY_TREE.setLevel(Level.WARNING);
        }
    }

    private final ConfigurationSpace space;
    private final String[] features;
    /** Position of each of our features among Tribuo's. */
    private final int[] positions;

    private final List<FlatTree> trees = new ArrayList<>();
    private final int targets;

    /**
     * Fits a forest.
     *
     * @param values targets by configuration, shape (configurations, targets)
     * @param seed seed of resampling and splits
     */
    ForestModel(ConfigurationSpace space, List<Configuration> configurations, double[][] values, long seed) {
        this.space = space;
        features = features(space);
        targets = values[0].length;
        String[] names = new String[targets];
        for (int i = 0; i < targets; i++) {
            names[i] = String.valueOf(i);
        }
        RegressionFactory factory = new RegressionFactory();
        // A fixed time: the provenance that Tribuo wants is thrown away with the model.
        MutableDataset<Regressor> data = new MutableDataset<>(
                new SimpleDataSourceProvenance(
                        "search", OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), factory),
                factory);
        for (int i = 0; i < values.length; i++) {
            data.add(example(configurations.get(i), new Regressor(names, values[i])));
        }
        CARTJointRegressionTrainer tree = new CARTJointRegressionTrainer(
                Integer.MAX_VALUE, LEAST_LEAF, 0, FEATURES_IN_SPLIT, new MeanSquaredError(), false, seed);
        Model<Regressor> forest = new RandomForestTrainer<>(tree, new AveragingCombiner(), TREES, seed).train(data);
        ImmutableFeatureMap featureMap = forest.getFeatureIDMap();
        positions = Arrays.stream(features).mapToInt(featureMap::getID).toArray();
        for (Model<Regressor> member : ((WeightedEnsembleModel<Regressor>) forest).getModels()) {
            trees.add(new FlatTree(((TreeModel<Regressor>) member).getRoot()));
        }
    }

    /**
     * A tree as arrays, since hundreds of configurations are predicted after each fit: a node's feature, threshold and
     * where it goes on; a leaf has the feature -1 and its values.
     */
    private static final class FlatTree {
        private final List<double[]> leaves = new ArrayList<>();
        private final List<int[]> nodes = new ArrayList<>();
        private final List<Double> bounds = new ArrayList<>();
        private final int[][] next;
        private final double[] threshold;

        FlatTree(Node<Regressor> root) {
            add(root);
            next = nodes.toArray(int[][]::new);
            threshold = bounds.stream().mapToDouble(Double::doubleValue).toArray();
        }

        private int add(Node<Regressor> node) {
            int index = nodes.size();
            if (node instanceof SplitNode<Regressor> split) {
                int[] branches = {split.getFeatureID(), 0, 0};
                nodes.add(branches);
                bounds.add(split.splitValue());
                branches[1] = add(split.getLessThanOrEqual());
                branches[2] = add(split.getGreaterThan());
            } else {
                nodes.add(new int[] {-1, leaves.size(), 0});
                bounds.add(0.0);
                leaves.add(((LeafNode<Regressor>) node).getOutput().getValues());
            }
            return index;
        }

        double[] predict(double[] point) {
            int[] node = next[0];
            int index = 0;
            while (node[0] >= 0) {
                index = node[point[node[0]] > threshold[index] ? 2 : 1];
                node = next[index];
            }
            return leaves.get(node[1]);
        }
    }

    private static String[] features(ConfigurationSpace space) {
        List<String> names = new ArrayList<>();
        for (Knob knob : space.knobs()) {
            if (knob.kind() == Knob.Kind.NUMERIC) {
                names.add(knob.name());
            } else {
                knob.values().forEach(value -> names.add(knob.name() + "=" + value));
            }
        }
        return names.toArray(String[]::new);
    }

    private Example<Regressor> example(Configuration configuration, Regressor output) {
        return new ArrayExample<>(output, features, values(configuration));
    }

    private double[] values(Configuration configuration) {
        double[] values = new double[features.length];
        int feature = 0;
        for (int knob = 0; knob < space.knobs().size(); knob++) {
            Knob each = space.knobs().get(knob);
            if (each.kind() == Knob.Kind.NUMERIC) {
                values[feature] = configuration.choice(knob) + 1.0;
                feature++;
            } else {
                for (int value = 0; value < each.values().size(); value++) {
                    values[feature] = configuration.choice(knob) == value ? 1 : 0;
                    feature++;
                }
            }
        }
        return values;
    }

    /** Each target's mean less so many standard deviations over the trees. */
    double[] lowerBound(Configuration configuration, double deviations) {
        double[] values = values(configuration);
        double[] point = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            point[positions[i]] = values[i];
        }
        double[] sum = new double[targets];
        double[] squares = new double[targets];
        for (FlatTree tree : trees) {
            double[] leaf = tree.predict(point);
            for (int i = 0; i < targets; i++) {
                sum[i] += leaf[i];
                squares[i] += leaf[i] * leaf[i];
            }
        }
        double[] bound = new double[targets];
        for (int i = 0; i < targets; i++) {
            double mean = sum[i] / trees.size();
            bound[i] = mean - deviations * Math.sqrt(Math.max(0, squares[i] / trees.size() - mean * mean));
        }
        return bound;
    }
}
