package org.wattsplit.testbed.model;

import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.Knob;

/**
 * What a device model says of one configuration.
 *
 * @param edgeMillis time of the head
 * @param transferMillis time of the transfer
 * @param cloudMillis time of the tail
 * @param busyWatts edge power during the head
 * @param waitWatts edge power until the answer
 * @param cpuWatts power of the cloud node without its accelerator during the tail
 * @param gpuWatts power of the cloud accelerator during the tail
 * @param accuracy top-1 accuracy
 */
record Prediction(
        double edgeMillis,
        double transferMillis,
        double cloudMillis,
        double busyWatts,
        double waitWatts,
        double cpuWatts,
        double gpuWatts,
        double accuracy) {
    /** The knobs that a device model predicts outcomes of. */
    static final List<String> KNOBS =
            List.of(Knob.SPLIT_LAYER, "cpu_freq_mhz", "edge_accelerator", "cloud_accelerator");

    static Prediction of(DeviceModel model, Configuration configuration) {
        int cut = cut(configuration);
        if (cut >= model.accuracy().size()) {
            throw InputException.of(
                    Knob.SPLIT_LAYER + " of device " + model.device(),
                    "at most " + (model.accuracy().size() - 1),
                    cut);
        }
        double clock = number(configuration, "cpu_freq_mhz");
        String edge = configuration.value("edge_accelerator");
        DeviceModel.Tail tail = model.tail(configuration.value("cloud_accelerator"));
        return new Prediction(
                model.headMillis(edge, cut, clock),
                model.transferMillis(cut),
                tail.ms().get(cut),
                model.edgeWatts(edge, clock, true),
                model.edgeWatts(edge, clock, false),
                tail.cpuW(),
                tail.gpuW(),
                model.accuracy().get(cut));
    }

    /** The layer that a configuration cuts after. */
    static int cut(Configuration configuration) {
        return (int) number(configuration, Knob.SPLIT_LAYER);
    }

    private static double number(Configuration configuration, String knob) {
        return Double.parseDouble(configuration.value(knob));
    }

    /** The same with each time multiplied by a factor. */
    Prediction scaled(double edge, double transfer, double cloud) {
        return new Prediction(
                edgeMillis * edge,
                transferMillis * transfer,
                cloudMillis * cloud,
                busyWatts,
                waitWatts,
                cpuWatts,
                gpuWatts,
                accuracy);
    }

    /** The outcome, all of it modelled. */
    Outcome outcome() {
        double waitMillis = transferMillis + cloudMillis;
        return Outcome.builder()
                .latency(LatencyPart.EDGE, edgeMillis, Provenance.MODELLED)
                .latency(LatencyPart.TRANSFER, transferMillis, Provenance.MODELLED)
                .latency(LatencyPart.CLOUD, cloudMillis, Provenance.MODELLED)
                .energy(EnergyPart.EDGE, (busyWatts * edgeMillis + waitWatts * waitMillis) / 1000, Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_CPU, cpuWatts * cloudMillis / 1000, Provenance.MODELLED)
                .energy(EnergyPart.CLOUD_GPU, gpuWatts * cloudMillis / 1000, Provenance.MODELLED)
                .accuracy(accuracy, Provenance.MODELLED)
                .build();
    }
}
