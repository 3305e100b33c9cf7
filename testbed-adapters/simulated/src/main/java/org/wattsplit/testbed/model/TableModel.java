package org.wattsplit.testbed.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Dynamics;

/**
 * A measurement table as a device model, whatever its knobs: the mean parts of each measured configuration, with what its
 * {@link Quantity quantities} and {@link DeviceFacts} say of how they come about.
 *
 * <ul>
 *   <li>Transfer = overhead + base round trip + 8 × bytes / base rate. The last two are the link's; the overhead is the
 *       device's and the protocol's, and scales as the head does. A configuration that has neither bytes nor a tail sends nothing:
 *       what was measured as its transfer is in no link's time, and stays.
 *   <li>Edge energy = head power × head time + wait power × (transfer + tail), see {@link TablePower}.
 *   <li>The share of a head that falls with the clock is the slope of its times over 1 / clock, where configurations differ in
 *       the clock only; else what the facts say.
 *   <li>The cloud's energy is the tail's: its power is the mean energy over the mean time of the configuration's tail.
 * </ul>
 */
final class TableModel implements DeviceModel {
    /** Means of equal rows differ in their last digits. */
    private static final double ROUNDING = 1e-9;

    private final Dataset dataset;
    private final MeasurementTable table;
    private final ConfigurationSpace space;
    private final DeviceFacts facts;
    private final Set<LatencyPart> latencyParts = EnumSet.noneOf(LatencyPart.class);
    private final Set<EnergyPart> energyParts = EnumSet.noneOf(EnergyPart.class);
    private final boolean accuracy;
    private final DeviceCoefficients.@Nullable Link link;
    private final DeviceCoefficients.Noise noise;
    private final @Nullable TablePower power;
    private final boolean clocked;
    private final Map<Configuration, Prediction> predictions = new HashMap<>();

    /**
     * The model of a dataset's table.
     *
     * @throws InputException where the table contradicts what is known of the place: transfers that take less than their bytes
     *     do at the base rate, head powers below wait powers, energy of the cloud where the tail's time is absent
     */
    TableModel(Dataset dataset) {
        this.dataset = dataset;
        table = dataset.requireTable();
        space = table.measuredSpace();
        facts = dataset.device();
        Outcome any = table.means().get(0).outcome();
        for (LatencyPart part : List.of(LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD)) {
            if (any.provenance(part) != Provenance.ABSENT) {
                latencyParts.add(part);
            }
        }
        for (EnergyPart part : List.of(EnergyPart.EDGE, EnergyPart.RADIO, EnergyPart.CLOUD_CPU, EnergyPart.CLOUD_GPU)) {
            if (any.provenance(part) != Provenance.ABSENT) {
                energyParts.add(part);
            }
        }
        accuracy = any.accuracy().isPresent();
        link = linkOf();
        power = TablePower.of(dataset);
        if (power != null) {
            energyParts.add(EnergyPart.EDGE);
        }
        Map<Configuration, Double> clockShares = clockShares();
        clocked = !clockShares.isEmpty();
        noise = new DeviceCoefficients.Noise(
                deviation(LatencyPart.EDGE), deviation(LatencyPart.TRANSFER), deviation(LatencyPart.CLOUD));
        Map<Configuration, Double> bytes = table.means(Quantity.TRANSFER_BYTES);
        Map<Configuration, Double> answers = table.means(Quantity.ANSWER_BYTES);
        for (Evaluated one : table.means()) {
            Configuration configuration = one.configuration();
            predictions.put(
                    configuration,
                    prediction(
                            one,
                            bytes.getOrDefault(configuration, 0.0),
                            answers.getOrDefault(configuration, 0.0),
                            clockShares.getOrDefault(configuration, 0.0)));
        }
    }

    private DeviceCoefficients.@Nullable Link linkOf() {
        Double mbps = facts.baseMbps();
        Double rtt = facts.baseRttMs();
        return mbps == null
                        || rtt == null
                        || !table.quantities().contains(Quantity.TRANSFER_BYTES)
                        || !latencyParts.contains(LatencyPart.TRANSFER)
                ? null
                : new DeviceCoefficients.Link(rtt, mbps);
    }

    private Prediction prediction(Evaluated one, double bytes, double answerBytes, double clockShare) {
        Outcome outcome = one.outcome();
        int setting = one.configuration().settingIndex();
        double head = outcome.latencyMillis(LatencyPart.EDGE).orElse(0);
        double transfer = outcome.latencyMillis(LatencyPart.TRANSFER).orElse(0);
        double tail = outcome.latencyMillis(LatencyPart.CLOUD).orElse(0);
        boolean transfers = bytes > 0 || tail > 0;
        double ofLink = link == null || !transfers ? 0 : link.rttMs() + bytes * 8 / (1000 * link.mbps());
        if (ofLink > transfer * (1 + ROUNDING)) {
            throw InputException.of(
                            LatencyPart.TRANSFER.column() + " of " + one.configuration(),
                            "at least the base round trip and its bytes at the base rate, " + ofLink,
                            transfer)
                    .maybe("base_mbps is too low or base_rtt_ms too high in device.yaml");
        }
        TablePower.@Nullable Watts watts = power == null ? null : power.at(setting);
        return new Prediction(
                head,
                head * (1 - clockShare),
                transfer,
                Math.max(0, transfer - ofLink),
                link == null || !transfers ? 0 : clockShare,
                transfers,
                link == null ? 0 : bytes,
                answerBytes,
                tail,
                power == null ? ClockPower.constant(0) : power.busy(table, setting, clocked ? clock() : null),
                watts == null ? 0 : watts.waitW(),
                outcome.energyJoules(EnergyPart.RADIO).orElse(0),
                watts(one, EnergyPart.CLOUD_CPU),
                watts(one, EnergyPart.CLOUD_GPU),
                outcome.accuracy().orElse(Double.NaN));
    }

    /** The power of the cloud while a tail runs; 0 where it takes no time. */
    private static double watts(Evaluated one, EnergyPart part) {
        double joules = one.outcome().energyJoules(part).orElse(0);
        OptionalDouble tailMillis = one.outcome().latencyMillis(LatencyPart.CLOUD);
        if (joules > 0 && tailMillis.isEmpty()) {
            throw InputException.of(
                            LatencyPart.CLOUD.column() + " of " + one.configuration(),
                            "measured, as its " + part.column() + " is modelled as a power while the tail runs",
                            "nothing")
                    .maybe("measure the tail's time, too, or leave the energy of the cloud out");
        }
        return tailMillis.orElse(0) > 0 ? 1000 * joules / tailMillis.getAsDouble() : 0;
    }

    /** The clock's knob; null where the data names none. */
    private @Nullable String clock() {
        String named = facts.clock();
        if (named == null) {
            return null;
        }
        InputException.require(
                space.hardwareKnobs().contains(named),
                "the clock in device.yaml",
                "one of the hardware knobs " + space.hardwareKnobs(),
                named);
        Knob knob = space.knobs().get(space.knobIndex(named));
        InputException.require(knob.kind() == Knob.Kind.NUMERIC, "the clock in device.yaml", "a numeric knob", named);
        return named;
    }

    /** The share of each configuration's head that falls with the clock; empty where no clock is known, nor a share stated. */
    private Map<Configuration, Double> clockShares() {
        String clock = clock();
        Double stated = facts.clockShare();
        if (clock == null) {
            return stated == null
                    ? Map.of()
                    : table.means().stream()
                            .filter(one -> head(one) > 0)
                            .collect(Collectors.toMap(Evaluated::configuration, one -> stated));
        }
        Map<Map<String, String>, List<Evaluated>> groups = new HashMap<>();
        for (Evaluated one : table.means()) {
            Map<String, String> others = new TreeMap<>(one.configuration().values());
            others.remove(clock);
            groups.computeIfAbsent(others, key -> new ArrayList<>()).add(one);
        }
        Map<Configuration, Double> shares = new HashMap<>();
        double highest = table.means().stream()
                .mapToDouble(one -> hertz(one, clock))
                .max()
                .orElseThrow();
        Double said = facts.clockShare();
        for (List<Evaluated> group : groups.values()) {
            double[] slow =
                    group.stream().mapToDouble(one -> 1 / hertz(one, clock)).toArray();
            double[] heads = group.stream().mapToDouble(TableModel::head).toArray();
            OptionalDouble slope = said != null
                    ? OptionalDouble.of(slopeOf(said, group, clock, highest))
                    : RobustLine.through(slow, heads)
                            .map(line -> OptionalDouble.of(Math.max(0, line.slope())))
                            .orElse(OptionalDouble.empty());
            if (slope.isPresent()) {
                for (Evaluated one : group) {
                    double head = head(one);
                    // Without a head there is nothing to have a share of.
                    if (head > 0) {
                        shares.put(one.configuration(), Math.min(1, slope.getAsDouble() / hertz(one, clock) / head));
                    }
                }
            }
        }
        if (shares.isEmpty()) {
            return Map.of();
        }
        double usual = RobustLine.median(
                shares.values().stream().mapToDouble(Double::doubleValue).toArray());
        table.means().forEach(one -> shares.putIfAbsent(one.configuration(), usual));
        return shares;
    }

    /** What falls with the clock, as a slope over 1 / clock, where a share of the head at the highest clock does. */
    private static double slopeOf(double share, List<Evaluated> group, String clock, double highest) {
        Evaluated fastest = group.stream()
                .max((a, b) -> Double.compare(hertz(a, clock), hertz(b, clock)))
                .orElseThrow();
        double there = hertz(fastest, clock);
        // At a lower clock a share of the head's time is more than at the highest.
        return head(fastest) * share * highest / (share * highest / there + 1 - share);
    }

    private static double head(Evaluated one) {
        return one.outcome().latencyMillis(LatencyPart.EDGE).orElse(0);
    }

    private static double hertz(Evaluated one, String clock) {
        return Double.parseDouble(one.configuration().value(clock));
    }

    private double deviation(LatencyPart part) {
        return Repeats.deviation(table.means().stream()
                .map(one -> table.outcomes(one.configuration()).stream()
                        .mapToDouble(outcome -> outcome.latencyMillis(part).orElse(0))
                        .toArray())
                .toList());
    }

    @Override
    public String name() {
        return dataset.name();
    }

    @Override
    public ConfigurationSpace space() {
        return space;
    }

    @Override
    public Prediction predict(Configuration configuration) {
        Prediction prediction = predictions.get(configuration);
        if (prediction == null) {
            throw InputException.of(
                    "the configuration", "in the measurement table of " + dataset.name(), configuration);
        }
        return prediction;
    }

    @Override
    public Map<Configuration, Double> overheadMillis() {
        return predictions.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().overheadMillis()));
    }

    @Override
    public DeviceCoefficients.@Nullable Link link() {
        return link;
    }

    @Override
    public DeviceCoefficients.Noise noise() {
        return noise;
    }

    @Override
    public Set<LatencyPart> latencyParts() {
        return latencyParts;
    }

    @Override
    public Set<EnergyPart> energyParts() {
        return energyParts;
    }

    @Override
    public boolean accuracy() {
        return accuracy;
    }

    @Override
    public void require(Dynamics dynamics) {
        List<String> lacking = new ArrayList<>();
        if (link == null
                && (dynamics.link() != null
                        || dynamics.linkOutages() != null
                        || !dynamics.parts().isEmpty())) {
            lacking.add("link (" + missingOfLink() + ")");
        }
        if (dynamics.link() != null
                && dynamics.link().downlinkFactor() != null
                && !table.quantities().contains(Quantity.ANSWER_BYTES)) {
            lacking.add("downlink_factor of the link (column " + Quantity.ANSWER_BYTES.column() + ")");
        }
        if (!latencyParts.contains(LatencyPart.CLOUD)
                && (dynamics.cloudLoad() != null || dynamics.cloudOutages() != null)) {
            lacking.add("cloud_load and cloud_outages (" + LatencyPart.CLOUD.column() + ")");
        }
        if (!latencyParts.contains(LatencyPart.EDGE) && dynamics.edgeLoad() != null) {
            lacking.add("edge_load (" + LatencyPart.EDGE.column() + ")");
        }
        if ((power == null || facts.idlePowerW() == null)
                && (dynamics.thermal() != null || dynamics.battery() != null)) {
            lacking.add("thermal and battery (" + missingOfPower() + ")");
        }
        if (!clocked && dynamics.thermal() != null) {
            lacking.add(
                    "thermal (clock in device.yaml, or clock_share where no knob is the clock or the table has one clock only)");
        }
        if (!lacking.isEmpty()) {
            throw InputException.of(
                            "dataset " + dataset.name(),
                            "one with all that the dynamics of the scenario act on",
                            "one without what these need: " + String.join("; ", lacking))
                    .maybe("profile again, which measures all of it, or add the columns and device.yaml");
        }
        InputException.require(
                dynamics.cloudIdlePowerW() <= facts.cloudIdlePowerW(),
                "cloud_idle_power_w of the dynamics",
                "at most what is in the table's cloud energies by device.yaml, " + facts.cloudIdlePowerW(),
                dynamics.cloudIdlePowerW());
    }

    private String missingOfPower() {
        List<String> missing = new ArrayList<>();
        if (power == null) {
            missing.add(EnergyPart.EDGE.column() + ", or " + Quantity.HEAD_POWER_W.column() + " and "
                    + Quantity.WAIT_POWER_W.column());
        }
        if (facts.idlePowerW() == null) {
            missing.add("idle_power_w in device.yaml");
        }
        return String.join("; ", missing);
    }

    private String missingOfLink() {
        List<String> missing = new ArrayList<>();
        if (!table.quantities().contains(Quantity.TRANSFER_BYTES)) {
            missing.add("column " + Quantity.TRANSFER_BYTES.column());
        }
        if (!latencyParts.contains(LatencyPart.TRANSFER)) {
            missing.add("column " + LatencyPart.TRANSFER.column());
        }
        if (facts.baseMbps() == null) {
            missing.add("base_mbps");
        }
        if (facts.baseRttMs() == null) {
            missing.add("base_rtt_ms");
        }
        return String.join(", ", missing);
    }
}
