package org.wattsplit.testbed.model;

import java.util.stream.Stream;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/** What device models predict where nothing moves, as measurement tables, each outcome labelled modelled. */
public final class ModelledTable {
    private ModelledTable() {}

    /** The outcomes of a whole space by coefficients that know it. */
    public static MeasurementTable of(DeviceCoefficients coefficients, ConfigurationSpace space) {
        return of(new CoefficientModel(coefficients, space), space, space.stream());
    }

    /**
     * The outcomes of the configurations in a dataset's table, by that table as a device model.
     *
     * @throws org.wattsplit.framework.check.InputException where the table contradicts what is known of the place
     */
    public static MeasurementTable of(Dataset dataset) {
        MeasurementTable table = dataset.requireTable();
        return of(new TableModel(dataset), table.space(), table.means().stream().map(Evaluated::configuration));
    }

    private static MeasurementTable of(
            DeviceModel model, ConfigurationSpace space, Stream<Configuration> configurations) {
        return MeasurementTable.of(
                space,
                configurations
                        .map(configuration -> new Measurement(
                                configuration, model.predict(configuration).outcome(model)))
                        .toList());
    }
}
