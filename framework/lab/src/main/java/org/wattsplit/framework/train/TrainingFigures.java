package org.wattsplit.framework.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.space.Placement;

/** Counts what a learner tries, and keeps the rows of {@link FigureFile}. */
final class TrainingFigures {
    private static final String ARRAYS = "figures.";
    private static final String STEPS = ARRAYS + "steps";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final ActionSet actions;
    private final long[] times;
    private final List<FigureRow> rows = new ArrayList<>();

    TrainingFigures(ActionSet actions) {
        this.actions = actions;
        times = new long[actions.size()];
    }

    /** Told of each action that was tried. */
    void tried(int action) {
        times[action]++;
    }

    /**
     * Ends a row, and begins another.
     *
     * @param learners the learner's own figures since the last row
     */
    void add(long steps, Map<String, Double> learners) {
        Map<String, Double> values = shares();
        // Sorted, as the order of the learner's map may be another one where a training goes on.
        new TreeMap<>(learners).forEach((name, value) -> {
            Check.that(
                    NAME.matcher(name).matches() && !values.containsKey(name) && !STEPS.equals(ARRAYS + name),
                    "a learner's figure",
                    "named in lower case with underscores, and unlike " + values.keySet() + " and steps",
                    name);
            values.put(name, value);
        });
        rows.add(new FigureRow(steps, values));
        Arrays.fill(times, 0);
    }

    private Map<String, Double> shares() {
        Map<Placement, Long> byPlacement = new EnumMap<>(Placement.class);
        for (int action = 0; action < times.length; action++) {
            byPlacement.merge(actions.configuration(action).placement(), times[action], Long::sum);
        }
        double all = LongStream.of(times).sum();
        Map<String, Double> values = new LinkedHashMap<>();
        for (Placement placement : List.of(Placement.EDGE, Placement.SPLIT, Placement.CLOUD)) {
            String name = placement.name().toLowerCase(Locale.ROOT) + "_percent";
            values.put(name, 100 * byPlacement.getOrDefault(placement, 0L) / all);
        }
        double distinct = LongStream.of(times).filter(time -> time > 0).count();
        values.put("distinct_actions", all == 0 ? Double.NaN : distinct);
        return values;
    }

    List<FigureRow> rows() {
        return rows;
    }

    /** Keeps the rows: {@code figures.steps}, and an array for each figure, by row. */
    void save(ArrayStore store) {
        store.put(STEPS, rows.stream().mapToLong(FigureRow::steps).toArray());
        for (String name : FigureFile.names(rows)) {
            store.put(
                    ARRAYS + name,
                    rows.stream()
                            .mapToDouble(row -> row.values().getOrDefault(name, Double.NaN))
                            .toArray());
        }
    }

    /** Takes the rows that were kept; none where the training was begun by a version that kept none. */
    void restore(ArrayStore store) {
        if (!store.names().contains(STEPS)) {
            return;
        }
        long[] steps = store.longs(STEPS, store.length(STEPS));
        Set<String> names = new LinkedHashSet<>(shares().keySet());
        store.names().stream()
                .filter(name -> name.startsWith(ARRAYS) && !name.equals(STEPS))
                .map(name -> name.substring(ARRAYS.length()))
                .sorted()
                .forEach(names::add);
        Map<String, double[]> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, store.doubles(ARRAYS + name, steps.length)));
        for (int i = 0; i < steps.length; i++) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (Map.Entry<String, double[]> column : columns.entrySet()) {
                values.put(column.getKey(), column.getValue()[i]);
            }
            rows.add(new FigureRow(steps[i], values));
        }
    }
}
