package org.wattsplit.study.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DataSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.env.ArrivalSpec;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.report.Units;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.testbed.BlockFading;
import org.wattsplit.framework.testbed.Dynamics;
import org.wattsplit.framework.testbed.LinkLevels;
import org.wattsplit.framework.testbed.Thermal;
import org.wattsplit.framework.testbed.TransitionCost;
import org.wattsplit.testbed.model.DeviceCoefficients;
import org.wattsplit.testbed.model.ModelledTable;

/**
 * A scenario of the bundled device on measurements of another one. The scenario says what moves, and how much of what requests
 * need there; the data says what they need here:
 *
 * <ul>
 *   <li>Times (round trips, dwells, outages, delays, time constants) keep their relation to the median latency of the
 *       configurations; rates of the link theirs to the median bytes by that; energies and powers theirs to the median energy
 *       of the edge.
 *   <li>Requests arrive at a rate at which the median configuration would be busy for 0.6 of the time.
 *   <li>A missed deadline costs one and a half times the energy of the cloud-only configuration, as in {@link DataScenario}.
 *   <li>The thermal resistance lies in the middle, by ratio, of those at which the hardware setting that draws most power and
 *       the one that draws least would just throttle at that rate.
 *   <li>Idle powers are those of {@code device.yaml}, and changes of the hardware setting cost what they do in the data's own
 *       scenario, where it has one.
 * </ul>
 *
 * All are rounded to three digits. What such a world is, is the scenario's id with the data's checksum.
 */
final class ScaledScenario {
    private static final double UTILISATION = 0.6;

    private final Scenario scenario;
    private final Dataset dataset;
    private final MeasurementTable table;
    private final Scale here;
    private final Scale there;
    private final double times;
    private final double energies;

    /**
     * What the requests of some data need.
     *
     * @param millis median latency of its configurations
     * @param bytes median of what crosses, of those that send anything; 0 where it is not known
     * @param joules median energy of the edge; NaN where it is not known
     */
    private record Scale(double millis, double bytes, double joules) {}

    private ScaledScenario(Scenario scenario, Dataset dataset) {
        this.scenario = scenario;
        this.dataset = dataset;
        table = withEnergies(dataset);
        here = scale(table, dataset.requireTable().means(Quantity.TRANSFER_BYTES));
        InputException.require(
                here.millis() > 0,
                "the median latency of dataset " + dataset.name(),
                "above 0 ms, as scenario " + scenario.id() + " is scaled by it",
                here.millis());
        there = bundled(Objects.requireNonNull(scenario.testbedOptions().get("device")));
        times = here.millis() / there.millis();
        energies = here.joules() / there.joules();
    }

    /** Whether a scenario is one of a bundled device, and data that of another. */
    static boolean applies(Scenario scenario, Dataset dataset) {
        String device = scenario.testbedOptions().get("device");
        return scenario.testbed().equals("model")
                && device != null
                && DeviceCoefficients.isBundled(device)
                && dataset.table() != null
                && !DeviceCoefficients.of(device).know(dataset.space());
    }

    /**
     * The scenario of a bundled device on other data.
     *
     * @param joulesPerMiss the price of a missed deadline; null for the rule's
     * @param own the scenario of the data itself, whose changes of the hardware setting count; null where it has none
     * @throws InputException where the data does not say what a part of the scenario is scaled by
     */
    static Scenario of(Scenario scenario, Dataset dataset, @Nullable Double joulesPerMiss, @Nullable Scenario own) {
        ScaledScenario scaled = new ScaledScenario(scenario, dataset);
        return scaled.scaled(joulesPerMiss, own == null ? scaled.transition() : own.transition());
    }

    /** The data's outcomes; where the edge's energy was not measured but its powers were, the outcomes that these make. */
    private static MeasurementTable withEnergies(Dataset dataset) {
        MeasurementTable table = dataset.requireTable();
        boolean powers = table.quantities().containsAll(List.of(Quantity.HEAD_POWER_W, Quantity.WAIT_POWER_W));
        return powers && !measuresEnergy(table) ? ModelledTable.of(dataset) : table;
    }

    private static boolean measuresEnergy(MeasurementTable table) {
        return table.means().get(0).outcome().energyJoules(EnergyPart.EDGE).isPresent();
    }

    private static Scale bundled(String device) {
        DeviceCoefficients coefficients = DeviceCoefficients.of(device);
        Dataset bundled = DataSource.open(device, null);
        Scale scale = scale(ModelledTable.of(coefficients, bundled.space()), Map.of());
        double[] bytes = coefficients.tensorBytes().stream()
                .limit(coefficients.tensorBytes().size() - 1L)
                .mapToDouble(Long::doubleValue)
                .toArray();
        return new Scale(scale.millis(), median(bytes), scale.joules());
    }

    private static Scale scale(MeasurementTable table, Map<Configuration, Double> transferBytes) {
        double[] bytes = transferBytes.values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(one -> one > 0)
                .toArray();
        return new Scale(
                median(table, Outcome::latencyMillis),
                bytes.length == 0 ? 0 : median(bytes),
                median(table, outcome -> outcome.energyJoules(EnergyPart.EDGE).orElse(Double.NaN)));
    }

    private static double median(MeasurementTable table, ToDoubleFunction<Outcome> value) {
        return median(table.means().stream()
                .map(Evaluated::outcome)
                .mapToDouble(value)
                .toArray());
    }

    private static double median(double[] values) {
        return Median.withDefaults().evaluate(values);
    }

    private static double rounded(double value) {
        return value == 0 ? 0 : new BigDecimal(value).round(new MathContext(3)).doubleValue();
    }

    private TransitionCost transition() {
        InputException.require(
                scenario.transition().changes().isEmpty(),
                "dataset " + dataset.name(),
                "one with a scenario.yaml that says what changes of its hardware settings cost, as scenario "
                        + scenario.id() + " names knobs of another device",
                "one without");
        double millis = scenario.transition().millis();
        double joules = scenario.transition().joules();
        return new TransitionCost(rounded(millis * times), joules == 0 ? 0 : rounded(joules * energies()));
    }

    private Scenario scaled(@Nullable Double joulesPerMiss, TransitionCost transition) {
        Map<String, String> options = new TreeMap<>(scenario.testbedOptions());
        options.put("device", "table");
        return new Scenario(
                scenario.id(),
                scenario.description(),
                scenario.testbed(),
                options,
                transition,
                weights(joulesPerMiss != null ? joulesPerMiss : DataScenario.price(dataset, table)),
                arrivals(),
                dynamics());
    }

    private CostWeights weights(double joulesPerMiss) {
        InputException.require(joulesPerMiss >= 0, "the price of a missed deadline in J", "at least 0", joulesPerMiss);
        CostWeights there = scenario.weights();
        double wrong = there.joulesPerMiss() > 0
                ? there.wrongAnswerJ() * joulesPerMiss / there.joulesPerMiss()
                : there.wrongAnswerJ();
        double late = there.joulesPerMiss() > 0
                ? there.joulesPerLateSecond() * joulesPerMiss / there.joulesPerMiss()
                : there.joulesPerLateSecond();
        return new CostWeights(joulesPerMiss, rounded(wrong), there.accuracyFloor(), rounded(late / times));
    }

    private @Nullable ArrivalSpec arrivals() {
        ArrivalSpec arrivals = scenario.arrivals();
        if (arrivals == null) {
            return null;
        }
        double on = arrivals.onSeconds();
        double whole = on > 0 ? (on + arrivals.offSeconds()) / on : 1;
        return new ArrivalSpec(
                arrivals.process(),
                rounded(1000 * UTILISATION / here.millis() * whole),
                arrivals.variation(),
                rounded(on * times),
                rounded(arrivals.offSeconds() * times));
    }

    private Dynamics dynamics() {
        Dynamics all = scenario.dynamics();
        Dynamics.CloudLoad load = all.cloudLoad();
        Dynamics.Battery battery = all.battery();
        Dynamics.Estimates estimates = all.estimates();
        return new Dynamics(
                link(all.link()),
                outages(all.linkOutages()),
                load == null ? null : new Dynamics.CloudLoad(levels(load.levels())),
                outages(all.cloudOutages()),
                all.edgeLoad() == null
                        ? null
                        : new Dynamics.EdgeLoad(levels(all.edgeLoad().levels())),
                thermal(all.thermal()),
                battery == null
                        ? null
                        : new Dynamics.Battery(
                                rounded(battery.capacityJ() * energies()),
                                battery.firstLevel(),
                                rounded(battery.chargeW() * energies() / times),
                                battery.restartLevel()),
                estimates == null
                        ? null
                        : new Dynamics.Estimates(
                                rounded(estimates.periodMs() * times),
                                rounded(estimates.delayMs() * times),
                                estimates.noise()),
                all.idlePowerW() == 0 || !measuresEnergy(table) ? 0 : idlePower(),
                all.cloudIdlePowerW() == 0 ? 0 : dataset.device().cloudIdlePowerW(),
                all.parts());
    }

    private Dynamics.Levels levels(Dynamics.Levels levels) {
        return new Dynamics.Levels(
                levels.values(), rounded(levels.meanSeconds() * times), each(levels.dwellS(), times));
    }

    private static List<Double> each(List<Double> values, double factor) {
        return values.stream().map(value -> rounded(value * factor)).toList();
    }

    private Dynamics.@Nullable Link link(Dynamics.@Nullable Link link) {
        if (link == null) {
            return null;
        }
        InputException.require(
                here.bytes() > 0,
                "dataset " + dataset.name(),
                "one with column " + Quantity.TRANSFER_BYTES.column() + ", by which the link of scenario "
                        + scenario.id() + " is scaled",
                "one without");
        double rates = here.bytes() / there.bytes() / times;
        LinkLevels levels = link.levels();
        BlockFading fading = link.fading();
        return new Dynamics.Link(
                rounded(link.rttMs() * times),
                link.trainTraces(),
                link.testTraces(),
                levels == null
                        ? null
                        : new LinkLevels(
                                each(levels.values(), rates),
                                rounded(levels.meanSeconds() * times),
                                each(levels.dwellS(), times),
                                each(levels.rttMs(), times)),
                link.followsTraces() ? rounded(link.traceRate() * rates) : 1,
                link.followsTraces() ? rounded(link.traceTime() * times) : 1,
                link.downlinkFactor(),
                fading == null
                        ? null
                        : new BlockFading(
                                rounded(fading.bandwidthMhz() * rates),
                                fading.snrDb(),
                                fading.correlation(),
                                rounded(fading.blockMs() * times),
                                rounded(fading.leastMbps() * rates)));
    }

    private Dynamics.@Nullable Outages outages(Dynamics.@Nullable Outages outages) {
        return outages == null
                ? null
                : new Dynamics.Outages(
                        rounded(outages.meanUpSeconds() * times), rounded(outages.meanDownSeconds() * times));
    }

    private @Nullable Thermal thermal(@Nullable Thermal thermal) {
        if (thermal == null) {
            return null;
        }
        DoubleSummaryStatistics watts = table.means().stream()
                .collect(Collectors.groupingBy(one -> one.configuration().settingIndex()))
                .values()
                .stream()
                .mapToDouble(this::meanWatts)
                .summaryStatistics();
        return new Thermal(
                thermal.ambientC(),
                rounded((thermal.throttleC() - thermal.ambientC()) / Math.sqrt(watts.getMin() * watts.getMax())),
                rounded(thermal.timeConstantS() * times),
                thermal.throttleC(),
                thermal.fullThrottleC(),
                thermal.leastShare(),
                thermal.throttledPower());
    }

    /** What a device draws that is busy with these for 0.6 of the time. */
    private double meanWatts(List<Evaluated> ones) {
        double joules = ones.stream()
                .mapToDouble(one -> one.outcome().energyJoules(EnergyPart.EDGE).orElse(Double.NaN))
                .sum();
        requireEnergy(joules);
        double seconds =
                ones.stream().mapToDouble(one -> one.outcome().latencyMillis()).sum() / 1000;
        double watts = UTILISATION * joules / seconds + (1 - UTILISATION) * idlePower();
        if (!(watts > 0 && Double.isFinite(watts))) {
            throw InputException.of(
                            "the mean power at "
                                    + table.space()
                                            .setting(ones.get(0).configuration().settingIndex()) + " in dataset "
                                    + dataset.name(),
                            "a number above 0 W, as the thermal resistance of scenario " + scenario.id()
                                    + " is scaled by it",
                            watts)
                    .maybe(EnergyPart.EDGE.column() + ", latencies or idle_power_w in device.yaml are 0 there");
        }
        return watts;
    }

    private double idlePower() {
        Double watts = dataset.device().idlePowerW();
        if (watts == null) {
            throw InputException.of(
                    "dataset " + dataset.name(),
                    "one with idle_power_w in device.yaml, which scenario " + scenario.id() + " needs",
                    "one without");
        }
        return watts;
    }

    private double energies() {
        requireEnergy(energies);
        InputException.require(
                energies > 0,
                "the median " + EnergyPart.EDGE.column() + " of dataset " + dataset.name(),
                "above 0 J, as scenario " + scenario.id() + " is scaled by it",
                here.joules());
        return energies;
    }

    private void requireEnergy(double joules) {
        InputException.require(
                !Double.isNaN(joules),
                "dataset " + dataset.name(),
                "one with " + EnergyPart.EDGE.column() + ", or " + Quantity.HEAD_POWER_W.column() + " and "
                        + Quantity.WAIT_POWER_W.column() + ", by which scenario " + scenario.id() + " is scaled",
                "one without");
    }

    /** What was scaled, in words for whoever did not ask for it. */
    static String words(Dataset dataset, Scenario scaled) {
        ArrivalSpec arrivals = scaled.arrivals();
        return "scenario " + scaled.id() + ", scaled to the requests of " + dataset.name()
                + ": " + prices(scaled.weights()) + ", a change of the hardware setting takes "
                + scaled.transition().millis() + " ms"
                + (arrivals == null ? "" : ", " + arrivals.perSecond() + " requests arrive in a second")
                + "; see docs/scenarios.md for the rules";
    }

    /** All prices in words, those that are 0 too: that something costs nothing is no less worth knowing. */
    static String prices(CostWeights weights) {
        return "a missed deadline costs " + price(weights.joulesPerMiss()) + ", each second of lateness "
                + price(weights.joulesPerLateSecond()) + ", a wrong answer " + price(weights.wrongAnswerJ())
                + (weights.accuracyFloor() > 0
                        ? ", no configuration of an accuracy below " + weights.accuracyFloor() + " is chosen"
                        : "");
    }

    private static String price(double joules) {
        return joules == 0 ? "nothing" : Units.JOULES.of(joules).brief(joules);
    }
}
