package org.wattsplit.testbed.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;

/**
 * Powers of the edge device by hardware setting, while a head runs and while it waits for the answer, from a measurement table:
 * those that its rows say, or those that explain the mean energies of a setting's configurations best, edge energy being head
 * power times head time and wait power times the rest, at least what its rows or else the device says of a time in which nothing
 * is done. They are found by least squares of relative errors. No energy is divided
 * by the time of its own row, as rows of a visit share one meter's window.
 */
final class TablePower {
    /**
     * Head and wait times whose normal equations have a determinant of less than this share of their diagonal's product are
     * nearly in one ratio: errors of a few percent would decide which power is which.
     */
    private static final double LEAST_APART = 1e-3;

    /** Rows that one power explains to this relative error do not contradict a head that draws no less than a wait. */
    private static final double AGREEING = 0.05;

    private final Map<Integer, Watts> bySetting;

    /**
     * Powers at a hardware setting.
     *
     * @param headW while the head runs, in W
     * @param waitW while the device waits, in W, at most {@code headW}
     * @param residual the root of the mean square of relative errors of the setting's edge energies; 0 where powers were given
     */
    record Watts(double headW, double waitW, double residual) {}

    /** Times and energy of a configuration. */
    record Sample(double headMillis, double waitMillis, double joules) {}

    private TablePower(Map<Integer, Watts> bySetting) {
        this.bySetting = bySetting;
    }

    /**
     * The powers of a dataset's table; null where neither its rows have them nor energies of the edge.
     *
     * @throws InputException where a head power comes out below the wait power of its setting
     */
    static @Nullable TablePower of(Dataset dataset) {
        MeasurementTable table = dataset.requireTable();
        if (table.quantities().containsAll(List.of(Quantity.HEAD_POWER_W, Quantity.WAIT_POWER_W))) {
            return new TablePower(given(table));
        }
        boolean energies = table.means().stream()
                .allMatch(one -> one.outcome().energyJoules(EnergyPart.EDGE).isPresent());
        return energies ? new TablePower(fitted(dataset, table)) : null;
    }

    private static Map<Integer, Watts> given(MeasurementTable table) {
        Map<Integer, Watts> all = new TreeMap<>();
        Map<Configuration, Double> head = table.means(Quantity.HEAD_POWER_W);
        Map<Configuration, Double> wait = table.means(Quantity.WAIT_POWER_W);
        settings(table)
                .forEach((setting, ones) ->
                        all.put(setting, checked(table, setting, new Watts(mean(ones, head), mean(ones, wait), 0))));
        return all;
    }

    private static double mean(List<Evaluated> ones, Map<Configuration, Double> values) {
        return ones.stream()
                .mapToDouble(one -> Objects.requireNonNull(values.get(one.configuration())))
                .average()
                .orElseThrow();
    }

    private static Map<Integer, List<Evaluated>> settings(MeasurementTable table) {
        Map<Integer, List<Evaluated>> settings = new TreeMap<>();
        for (Evaluated one : table.means()) {
            settings.computeIfAbsent(one.configuration().settingIndex(), key -> new java.util.ArrayList<>())
                    .add(one);
        }
        return settings;
    }

    private static Map<Integer, Watts> fitted(Dataset dataset, MeasurementTable table) {
        Map<Integer, Watts> all = new TreeMap<>();
        Double idle = dataset.device().idlePowerW();
        Map<Configuration, Double> waits =
                table.quantities().contains(Quantity.WAIT_POWER_W) ? table.means(Quantity.WAIT_POWER_W) : Map.of();
        settings(table)
                .forEach((setting, ones) -> all.put(
                        setting,
                        checked(
                                table,
                                setting,
                                fit(
                                        ones.stream().map(TablePower::sample).toList(),
                                        waits.isEmpty() ? idle == null ? 0 : idle : mean(ones, waits)))));
        return all;
    }

    private static Sample sample(Evaluated one) {
        Outcome outcome = one.outcome();
        return new Sample(
                outcome.latencyMillis(LatencyPart.EDGE).orElse(0),
                outcome.latencyMillis(LatencyPart.TRANSFER).orElse(0)
                        + outcome.latencyMillis(LatencyPart.CLOUD).orElse(0),
                outcome.energyJoules(EnergyPart.EDGE).orElseThrow());
    }

    /**
     * Least squares of relative errors. The wait power is at least the idle power, as a waiting device is not less than on; it is
     * the idle power where head and waits are nearly in one ratio everywhere, which does not tell their powers apart. A head power
     * that is below the wait power by no more than the residual is not told apart from it: both are one. Two samples leave no
     * residual: there they are one where that explains both energies.
     */
    static Watts fit(List<Sample> samples, double idleW) {
        double hh = 0;
        double hw = 0;
        double ww = 0;
        double h = 0;
        double w = 0;
        int count = 0;
        for (Sample one : samples) {
            if (one.joules() > 0) {
                double head = one.headMillis() / 1000 / one.joules();
                double wait = one.waitMillis() / 1000 / one.joules();
                hh += head * head;
                hw += head * wait;
                ww += wait * wait;
                h += head;
                w += wait;
                count++;
            }
        }
        double determinant = hh * ww - hw * hw;
        boolean apart = determinant > LEAST_APART * hh * ww;
        double waitW = apart ? (w * hh - h * hw) / determinant : hh == 0 && ww > 0 ? w / ww : idleW;
        double headW;
        if (apart && waitW >= idleW) {
            headW = (h * ww - w * hw) / determinant;
        } else {
            waitW = Math.max(idleW, waitW);
            headW = hh > 0 ? (h - waitW * hw) / hh : waitW;
        }
        Watts fitted = with(headW, waitW, samples);
        if (headW >= waitW) {
            return fitted;
        }
        double both = Math.max(idleW, (h + w) / (hh + 2 * hw + ww));
        Watts one = with(both, both, samples);
        boolean contradicts = count > 2 ? waitW - headW > fitted.residual() * waitW : one.residual() > AGREEING;
        return contradicts ? fitted : one;
    }

    /** Powers with what they leave of the samples' energies. */
    private static Watts with(double headW, double waitW, List<Sample> samples) {
        double squares = 0;
        int count = 0;
        for (Sample one : samples) {
            if (one.joules() > 0) {
                double said = (headW * one.headMillis() + waitW * one.waitMillis()) / 1000;
                squares += (said / one.joules() - 1) * (said / one.joules() - 1);
                count++;
            }
        }
        return new Watts(headW, waitW, count == 0 ? 0 : Math.sqrt(squares / count));
    }

    private static Watts checked(MeasurementTable table, int setting, Watts watts) {
        if (watts.headW() < watts.waitW()) {
            throw InputException.of(
                            "the head power at " + table.space().setting(setting) + " in the table of "
                                    + table.space().name(),
                            "at least the wait power there, " + watts.waitW() + " W",
                            watts.headW() + " W")
                    .maybe("measure with a meter that tells them apart, or say both in columns head_power_w and"
                            + " wait_power_w");
        }
        return watts;
    }

    /** The powers at a hardware setting that was measured. */
    Watts at(int setting) {
        return Objects.requireNonNull(bySetting.get(setting));
    }

    /** The greatest residual of a setting. */
    double residual() {
        return bySetting.values().stream().mapToDouble(Watts::residual).max().orElse(0);
    }

    /** Head power by clock, of the settings that differ from one in the clock only; constant where there is no clock. */
    ClockPower busy(MeasurementTable table, int setting, @Nullable String clock) {
        if (clock == null) {
            return ClockPower.constant(at(setting).headW());
        }
        Map<String, String> here = table.space().setting(setting).byKnob();
        Map<Double, Double> watts = new TreeMap<>(Comparator.naturalOrder());
        for (Map.Entry<Integer, Watts> one : bySetting.entrySet()) {
            Map<String, String> there = table.space().setting(one.getKey()).byKnob();
            double mhz = Double.parseDouble(
                    Objects.requireNonNull(there.put(clock, Objects.requireNonNull(here.get(clock)))));
            if (there.equals(here)) {
                watts.put(mhz, one.getValue().headW());
            }
        }
        return new ClockPower(
                Double.parseDouble(Objects.requireNonNull(here.get(clock))),
                watts.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                watts.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
