package org.wattsplit.framework.search;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.SparseVector;
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

    private final ConfigurationSpace space;
    private final String[] features;
    private final ImmutableFeatureMap featureMap;
    private final List<Node<Regressor>> roots = new ArrayList<>();
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
        featureMap = forest.getFeatureIDMap();
        for (Model<Regressor> member : ((WeightedEnsembleModel<Regressor>) forest).getModels()) {
            roots.add(((TreeModel<Regressor>) member).getRoot());
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
        return new ArrayExample<>(output, features, values);
    }

    /** Each target's mean less so many standard deviations over the trees. */
    double[] lowerBound(Configuration configuration, double deviations) {
        SparseVector vector = SparseVector.createSparseVector(
                example(configuration, new RegressionFactory().getUnknownOutput()), featureMap, false);
        double[] sum = new double[targets];
        double[] squares = new double[targets];
        for (Node<Regressor> root : roots) {
            double[] values = leaf(root, vector).getOutput().getValues();
            for (int i = 0; i < targets; i++) {
                sum[i] += values[i];
                squares[i] += values[i] * values[i];
            }
        }
        double[] bound = new double[targets];
        for (int i = 0; i < targets; i++) {
            double mean = sum[i] / roots.size();
            bound[i] = mean - deviations * Math.sqrt(Math.max(0, squares[i] / roots.size() - mean * mean));
        }
        return bound;
    }

    private static LeafNode<Regressor> leaf(Node<Regressor> root, SparseVector vector) {
        Node<Regressor> node = root;
        while (!(node instanceof LeafNode<Regressor>)) {
            node = node.getNextNode(vector);
        }
        return (LeafNode<Regressor>) node;
    }
}
