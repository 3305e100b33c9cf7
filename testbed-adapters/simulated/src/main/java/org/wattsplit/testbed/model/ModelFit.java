package org.wattsplit.testbed.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.statistics.RankCorrelation;

/**
 * Fits a {@link DeviceCoefficients} to a measurement table, by medians and robust lines only, so that a few wrong rows do not
 * matter. A part of the configurations is held out and only used to tell the error.
 */
public final class ModelFit {
    private static final int DIGITS = 5;

    /** A row's edge power says something of the head only where the head takes at least this share of the latency. */
    private static final double LEAST_HEAD_SHARE = 0.2;

    private final ConfigurationSpace space;
    private final List<Row> rows;
    private final List<Long> bytes;
    private final int cuts;

    /** What the fit needs of a measurement. */
    private record Row(
            int cut,
            double clock,
            String edge,
            String cloud,
            double edgeMs,
            double transferMs,
            double cloudMs,
            double edgeJ,
            double cpuJ,
            double gpuJ,
            double accuracy) {
        static Row of(Measurement measurement) {
            Configuration configuration = measurement.configuration();
            Outcome outcome = measurement.outcome();
            return new Row(
                    Integer.parseInt(configuration.value(Knob.SPLIT_LAYER)),
                    Double.parseDouble(configuration.value("cpu_freq_mhz")),
                    configuration.value("edge_accelerator"),
                    configuration.value("cloud_accelerator"),
                    outcome.latencyMillis(LatencyPart.EDGE).orElseThrow(),
                    outcome.latencyMillis(LatencyPart.TRANSFER).orElseThrow(),
                    outcome.latencyMillis(LatencyPart.CLOUD).orElseThrow(),
                    outcome.energyJoules(EnergyPart.EDGE).orElseThrow(),
                    outcome.energyJoules(EnergyPart.CLOUD_CPU).orElseThrow(),
                    outcome.energyJoules(EnergyPart.CLOUD_GPU).orElseThrow(),
                    outcome.accuracy().orElseThrow());
        }

        double latencyMs() {
            return edgeMs + transferMs + cloudMs;
        }
    }

    /** A fitted model and its errors. */
    public record Fitted(DeviceCoefficients model, FitReport report) {}

    private ModelFit(ConfigurationSpace space, List<Row> rows, List<Long> bytes) {
        this.space = space;
        this.rows = rows;
        this.bytes = List.copyOf(bytes);
        cuts = bytes.size();
    }

    /**
     * Fits a model.
     *
     * @param bytes size of the tensor that is sent, by split layer
     * @param heldOutShare share of the configurations that it is not fitted to, 0.05 to 0.5
     * @param seed which ones
     */
    public static Fitted fit(
            FileHeader header,
            String device,
            MeasurementTable table,
            List<Long> bytes,
            double heldOutShare,
            long seed) {
        Check.that(
                heldOutShare >= 0.05 && heldOutShare <= 0.5,
                "the share held out",
                "between 0.05 and 0.5",
                heldOutShare);
        List<Configuration> shuffled = new ArrayList<>(
                table.means().stream().map(Evaluated::configuration).toList());
        RandomStreams order = RandomStreams.of(seed);
        shuffled.sort(Comparator.comparingLong(configuration -> order.seed(configuration.toString())));
        Set<Configuration> heldOut =
                new HashSet<>(shuffled.subList(0, (int) Math.round(heldOutShare * shuffled.size())));
        List<Row> rows = table.rows().stream()
                .filter(row -> !heldOut.contains(row.configuration()))
                .map(Row::of)
                .toList();
        DeviceCoefficients model = new ModelFit(table.space(), rows, bytes).model(header, device);
        return new Fitted(
                model,
                new FitReport(
                        rows.size(),
                        errors(model, table, configuration -> !heldOut.contains(configuration)),
                        errors(model, table, heldOut::contains)));
    }

    private DeviceCoefficients model(FileHeader header, String device) {
        Knob clocks = space.knobs().get(space.knobIndex("cpu_freq_mhz"));
        List<Double> clocksMhz =
                clocks.values().stream().map(Double::parseDouble).toList();
        double reference = Collections.max(clocksMhz);
        Map<String, DeviceCoefficients.Head> edge = new LinkedHashMap<>();
        for (String accelerator :
                space.knobs().get(space.knobIndex("edge_accelerator")).values()) {
            edge.put(accelerator, head(accelerator, clocksMhz, reference));
        }
        Map<String, DeviceCoefficients.Tail> cloud = new LinkedHashMap<>();
        for (String accelerator :
                space.knobs().get(space.knobIndex("cloud_accelerator")).values()) {
            cloud.put(accelerator, tail(accelerator));
        }
        return new DeviceCoefficients(
                header,
                device,
                space.name(),
                reference,
                bytes,
                byCut(row -> true, Row::accuracy),
                edge,
                link(),
                cloud,
                noise(),
                null);
    }

    /**
     * A head's time is a line over reference clock / clock. An accelerator's share that falls with the clock is, cut by
     * cut, what moving the tensor costs the processor, so that it is itself a line over the tensor's size.
     */
    private DeviceCoefficients.Head head(String accelerator, List<Double> clocksMhz, double reference) {
        Map<Integer, Double> slopes = new LinkedHashMap<>();
        for (int cut = 0; cut < cuts; cut++) {
            int here = cut;
            List<Row> at = rows.stream()
                    .filter(row -> row.edge().equals(accelerator) && row.cut() == here)
                    .toList();
            RobustLine.through(values(at, row -> reference / row.clock()), values(at, Row::edgeMs))
                    .ifPresent(line -> slopes.put(here, Math.max(0, line.slope())));
        }
        if (!accelerator.equals("off")) {
            double[] sizes =
                    slopes.keySet().stream().mapToDouble(cut -> bytes.get(cut)).toArray();
            RobustLine line = RobustLine.through(
                            sizes,
                            slopes.values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())
                    .orElseThrow(() -> new IllegalArgumentException("too few rows with accelerator " + accelerator));
            slopes.replaceAll((cut, slope) -> Math.max(0, line.at(bytes.get(cut))));
        }
        List<Double> clockMs = filled(slopes);
        List<Double> fixedMs = byCut(
                row -> row.edge().equals(accelerator),
                row -> Math.max(0, row.edgeMs() - clockMs.get(row.cut()) * reference / row.clock()));
        double[] wait = waitWatts(accelerator, clocksMhz);
        double[] busy = new double[wait.length];
        for (int i = 0; i < busy.length; i++) {
            double clock = clocksMhz.get(i);
            double waiting = wait[i];
            List<Row> at = rows.stream()
                    .filter(row -> row.edge().equals(accelerator)
                            && row.clock() == clock
                            && row.edgeMs() >= LEAST_HEAD_SHARE * row.latencyMs())
                    .toList();
            busy[i] = RobustLine.median(values(
                    at,
                    row -> Math.max(
                            0, (1000 * row.edgeJ() - waiting * (row.transferMs() + row.cloudMs())) / row.edgeMs())));
        }
        return new DeviceCoefficients.Head(fixedMs, clockMs, clocksMhz, rounded(busy), rounded(wait));
    }

    /** The edge's mean power is a line over the head's share of the latency; without a head it is the waiting power. */
    private double[] waitWatts(String accelerator, List<Double> clocksMhz) {
        Map<Double, Double> intercepts = new LinkedHashMap<>();
        for (double clock : clocksMhz) {
            List<Row> at = rows.stream()
                    .filter(row -> row.edge().equals(accelerator) && row.clock() == clock)
                    .toList();
            RobustLine.through(
                            values(at, row -> row.edgeMs() / row.latencyMs()),
                            values(at, row -> 1000 * row.edgeJ() / row.latencyMs()))
                    .ifPresent(line -> intercepts.put(clock, Math.max(0, line.intercept())));
        }
        RobustLine line = RobustLine.through(
                        intercepts.keySet().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray(),
                        intercepts.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                .orElseThrow(() -> new IllegalArgumentException("too few clocks with accelerator " + accelerator));
        return clocksMhz.stream()
                .mapToDouble(clock -> Math.max(0, line.at(clock)))
                .toArray();
    }

    private DeviceCoefficients.Tail tail(String accelerator) {
        List<Row> at = rows.stream()
                .filter(row -> row.cloud().equals(accelerator) && row.cloudMs() > 0)
                .toList();
        List<Double> ms = new ArrayList<>(byCut(row -> row.cloud().equals(accelerator), Row::cloudMs));
        ms.set(cuts - 1, 0.0);
        return new DeviceCoefficients.Tail(
                ms,
                rounded(RobustLine.median(values(at, row -> 1000 * row.cpuJ() / row.cloudMs()))),
                rounded(RobustLine.median(values(at, row -> 1000 * row.gpuJ() / row.cloudMs()))));
    }

    private DeviceCoefficients.Link link() {
        List<Row> sent = rows.stream().filter(row -> row.cut() < cuts - 1).toList();
        RobustLine line = RobustLine.through(values(sent, row -> bytes.get(row.cut())), values(sent, Row::transferMs))
                .orElseThrow(() -> new IllegalArgumentException("too few rows with a transfer"));
        return new DeviceCoefficients.Link(rounded(Math.max(0, line.intercept())), rounded(8 / (1000 * line.slope())));
    }

    private DeviceCoefficients.Noise noise() {
        return new DeviceCoefficients.Noise(
                deviation(Row::edgeMs), deviation(Row::transferMs), deviation(Row::cloudMs));
    }

    private double deviation(ToDoubleFunction<Row> time) {
        Map<List<Object>, List<Row>> repeats = rows.stream()
                .collect(Collectors.groupingBy(row -> List.of(row.cut(), row.clock(), row.edge(), row.cloud())));
        return rounded(Repeats.deviation(
                repeats.values().stream().map(of -> values(of, time)).toList()));
    }

    private List<Double> byCut(Predicate<Row> which, ToDoubleFunction<Row> value) {
        Map<Integer, Double> medians = new LinkedHashMap<>();
        for (int cut = 0; cut < cuts; cut++) {
            int here = cut;
            double[] values = values(
                    rows.stream()
                            .filter(row -> row.cut() == here && which.test(row))
                            .toList(),
                    value);
            if (values.length > 0) {
                medians.put(cut, RobustLine.median(values));
            }
        }
        return filled(medians);
    }

    /** A value for every cut: what was not measured lies between its measured neighbours. */
    private List<Double> filled(Map<Integer, Double> known) {
        List<Double> filled = new ArrayList<>();
        for (int cut = 0; cut < cuts; cut++) {
            int below = cut;
            while (below >= 0 && !known.containsKey(below)) {
                below--;
            }
            int above = cut;
            while (above < cuts && !known.containsKey(above)) {
                above++;
            }
            double low = known.getOrDefault(below, known.getOrDefault(above, 0.0));
            double high = known.getOrDefault(above, low);
            filled.add(rounded(above == below ? low : low + (high - low) * (cut - below) / (above - below)));
        }
        return filled;
    }

    private static double[] values(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static List<Double> rounded(double[] values) {
        return Arrays.stream(values).map(ModelFit::rounded).boxed().toList();
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue();
    }

    private static FitReport.Errors errors(
            DeviceCoefficients model, MeasurementTable table, Predicate<Configuration> which) {
        List<Evaluated> means = table.means().stream()
                .filter(one -> which.test(one.configuration()))
                .toList();
        DeviceModel device = new CoefficientModel(model, table.space());
        List<Outcome> modelled = means.stream()
                .map(one -> device.predict(one.configuration()).outcome(device))
                .toList();
        double[] latency =
                means.stream().mapToDouble(one -> one.outcome().latencyMillis()).toArray();
        double[] energy =
                means.stream().mapToDouble(one -> one.outcome().energyJoules()).toArray();
        double[] modelLatency =
                modelled.stream().mapToDouble(Outcome::latencyMillis).toArray();
        double[] modelEnergy =
                modelled.stream().mapToDouble(Outcome::energyJoules).toArray();
        return new FitReport.Errors(
                means.size(),
                percentageError(latency, modelLatency),
                percentageError(energy, modelEnergy),
                RankCorrelation.spearman(latency, modelLatency),
                RankCorrelation.spearman(energy, modelEnergy));
    }

    private static double percentageError(double[] measured, double[] modelled) {
        double sum = 0;
        for (int i = 0; i < measured.length; i++) {
            sum += Math.abs(modelled[i] / measured[i] - 1);
        }
        return 100 * sum / measured.length;
    }
}
