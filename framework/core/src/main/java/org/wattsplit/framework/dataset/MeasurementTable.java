package org.wattsplit.framework.dataset;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/** Measured outcomes of configurations, some of them measured several times. Immutable. */
public final class MeasurementTable {
    private final ConfigurationSpace space;
    private final List<Measurement> rows;
    private final Map<Configuration, List<Outcome>> byConfiguration;
    private final Map<Configuration, Evaluated> means;
    private final ConfigurationSpace measuredSpace;

    private MeasurementTable(
            ConfigurationSpace space,
            List<Measurement> rows,
            Map<Configuration, List<Outcome>> byConfiguration,
            Map<Configuration, Evaluated> means) {
        this.space = space;
        this.rows = rows;
        this.byConfiguration = byConfiguration;
        this.means = means;
        measuredSpace = space.restrictedTo("it is not in the measurement table", means.keySet());
    }

    /** The table of those rows, at least one, all of configurations of that space. */
    public static MeasurementTable of(ConfigurationSpace space, List<Measurement> rows) {
        Check.notEmpty("the measurements", rows);
        Map<Configuration, List<Outcome>> byConfiguration = new TreeMap<>();
        for (Measurement row : rows) {
            byConfiguration
                    .computeIfAbsent(row.configuration(), key -> new ArrayList<>())
                    .add(row.outcome());
        }
        Map<Configuration, Evaluated> means = new TreeMap<>();
        byConfiguration.forEach((configuration, outcomes) ->
                means.put(configuration, new Evaluated(configuration, Outcome.mean(outcomes), outcomes.size())));
        return new MeasurementTable(space, List.copyOf(rows), byConfiguration, means);
    }

    /** The whole configuration space, measured or not. */
    public ConfigurationSpace space() {
        return space;
    }

    /** The space of the measured configurations only, always the same object. */
    public ConfigurationSpace measuredSpace() {
        return measuredSpace;
    }

    /** The rows in the order of the table. */
    public List<Measurement> rows() {
        return rows;
    }

    /** The mean outcome of every measured configuration, in ascending order of the configurations. */
    public List<Evaluated> means() {
        return List.copyOf(means.values());
    }

    /** The mean outcome of a configuration; empty where it was not measured. */
    public Optional<Evaluated> mean(Configuration configuration) {
        return Optional.ofNullable(means.get(configuration));
    }

    /** The mean outcome of a configuration; an error where it was not measured. */
    public Evaluated requireMean(Configuration configuration) {
        return mean(configuration)
                .orElseThrow(() -> InputException.of(
                        "the configuration", "in the measurement table of " + space.name(), configuration));
    }

    /** The quantities that every row has. */
    public Set<Quantity> quantities() {
        Set<Quantity> all = EnumSet.allOf(Quantity.class);
        rows.forEach(row -> all.retainAll(row.quantities().keySet()));
        return all;
    }

    /** The mean of a quantity by configuration, in ascending order of the configurations; of those rows that have it. */
    public Map<Configuration, Double> means(Quantity quantity) {
        Map<Configuration, Double> all = new TreeMap<>();
        rows.stream()
                .filter(row -> row.quantities().containsKey(quantity))
                .collect(Collectors.groupingBy(
                        Measurement::configuration,
                        Collectors.averagingDouble(
                                row -> Objects.requireNonNull(row.quantities().get(quantity)))))
                .forEach(all::put);
        return all;
    }

    /** Every measured outcome of a configuration, in the order of the table. */
    public List<Outcome> outcomes(Configuration configuration) {
        return List.copyOf(byConfiguration.getOrDefault(configuration, List.of()));
    }
}
