package org.wattsplit.testbed.model;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Dynamics;

/** The device model of {@link DeviceCoefficients}, for spaces with the knobs of the testbed that they are fitted to. */
final class CoefficientModel implements DeviceModel {
    private static final Set<LatencyPart> LATENCY =
            Set.copyOf(EnumSet.of(LatencyPart.EDGE, LatencyPart.TRANSFER, LatencyPart.CLOUD));
    private static final Set<EnergyPart> ENERGY =
            Set.copyOf(EnumSet.of(EnergyPart.EDGE, EnergyPart.CLOUD_CPU, EnergyPart.CLOUD_GPU));

    private final DeviceCoefficients coefficients;
    private final ConfigurationSpace space;

    /**
     * A model of those coefficients.
     *
     * @param space the configurations, all of which the coefficients must know
     * @throws InputException where it has not their knobs, or other values of them
     */
    CoefficientModel(DeviceCoefficients coefficients, ConfigurationSpace space) {
        this.coefficients = coefficients;
        this.space = space;
        if (!coefficients.know(space)) {
            throw InputException.of(
                            "the data of device " + coefficients.device(),
                            "with the knobs that its coefficients are by and no values but theirs, "
                                    + coefficients.known(),
                            space.name() + " with "
                                    + space.knobs().stream()
                                            .map(knob -> knob.name() + " " + knob.values())
                                            .collect(Collectors.joining(", ")))
                    .maybe("these are measurements of another device, which option device=table takes as they are");
        }
        space.cloudOnly().ifPresent(this::predict);
        space.edgeOnly().ifPresent(this::predict);
    }

    @Override
    public String name() {
        return coefficients.device();
    }

    @Override
    public ConfigurationSpace space() {
        return space;
    }

    @Override
    public Prediction predict(Configuration configuration) {
        int cut = (int) number(configuration, Knob.SPLIT_LAYER);
        int last = coefficients.accuracy().size() - 1;
        if (cut > last) {
            throw InputException.of(Knob.SPLIT_LAYER + " of device " + coefficients.device(), "at most " + last, cut);
        }
        double clock = number(configuration, DeviceCoefficients.CLOCK);
        String edge = configuration.value(DeviceCoefficients.EDGE);
        DeviceCoefficients.Head head = coefficients.head(edge);
        DeviceCoefficients.Tail tail = coefficients.tail(configuration.value(DeviceCoefficients.CLOUD));
        return new Prediction(
                coefficients.headMillis(edge, cut, clock),
                head.fixedMs().get(cut),
                coefficients.transferMillis(cut),
                0,
                0,
                cut < last,
                coefficients.tensorBytes().get(cut),
                Objects.requireNonNullElse(coefficients.answerBytes(), 0.0),
                tail.ms().get(cut),
                coefficients.busy(edge, clock),
                coefficients.edgeWatts(edge, clock, false),
                0,
                tail.cpuW(),
                tail.gpuW(),
                coefficients.accuracy().get(cut));
    }

    private static double number(Configuration configuration, String knob) {
        return Double.parseDouble(configuration.value(knob));
    }

    @Override
    public Map<Configuration, Double> overheadMillis() {
        return Map.of();
    }

    @Override
    public DeviceCoefficients.Link link() {
        return coefficients.link();
    }

    @Override
    public DeviceCoefficients.Noise noise() {
        return coefficients.noise();
    }

    @Override
    public Set<LatencyPart> latencyParts() {
        return LATENCY;
    }

    @Override
    public Set<EnergyPart> energyParts() {
        return ENERGY;
    }

    @Override
    public boolean accuracy() {
        return true;
    }

    @Override
    public void require(Dynamics dynamics) {
        Dynamics.Link moving = dynamics.link();
        InputException.require(
                moving == null || moving.downlinkFactor() == null || coefficients.answerBytes() != null,
                "device " + coefficients.device(),
                "one with answer_bytes, which downlink_factor of the scenario's link needs",
                "one without");
    }
}
