package org.wattsplit.testbed.model;

import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;

/**
 * What a device model says of one configuration.
 *
 * @param headMillis time of the head
 * @param headFixedMillis the part of it that the clock does not change
 * @param transferMillis time of the transfer
 * @param overheadMillis the part of it that is neither the base round trip nor bytes at the base rate: device and protocol
 * @param overheadClockShare the share of the overhead that falls with the clock, 0 to 1
 * @param transfers whether anything crosses: bytes, or what a tail needs; else the transfer is all overhead
 * @param bytes what crosses, on the wire; 0 where the transfer is known as a whole only
 * @param answerBytes what comes back, on the wire; 0 where it is not known
 * @param tailMillis time of the tail
 * @param busy edge power during the head
 * @param waitWatts edge power until the answer
 * @param radioJoules energy of the radio, whatever the rate
 * @param cpuWatts power of the cloud node without its accelerator during the tail
 * @param gpuWatts power of the cloud accelerator during the tail
 * @param accuracy top-1 accuracy; NaN where it is not known
 */
record Prediction(
        double headMillis,
        double headFixedMillis,
        double transferMillis,
        double overheadMillis,
        double overheadClockShare,
        boolean transfers,
        double bytes,
        double answerBytes,
        double tailMillis,
        ClockPower busy,
        double waitWatts,
        double radioJoules,
        double cpuWatts,
        double gpuWatts,
        double accuracy) {

    /** The head's time at a share of the set clock. */
    double headMillis(double clockShare) {
        return headFixedMillis + (headMillis - headFixedMillis) / clockShare;
    }

    /** The overhead of a transfer at a share of the set clock, without so much of it that is the link's. */
    double overheadMillis(double clockShare, double ofLink) {
        return Math.max(0, overheadMillis - ofLink) * (1 - overheadClockShare + overheadClockShare / clockShare);
    }

    /** The outcome under a model where nothing moves, all of it modelled. */
    Outcome outcome(DeviceModel model) {
        return outcome(model, 1, 1, 1);
    }

    /** The same with each time multiplied by a factor. */
    Outcome outcome(DeviceModel model, double edgeFactor, double transferFactor, double cloudFactor) {
        return parts(
                Outcome.builder(),
                model,
                headMillis * edgeFactor,
                busy.atSet(),
                transferMillis * transferFactor,
                tailMillis * cloudFactor,
                tailMillis * cloudFactor,
                cpuWatts);
    }

    /**
     * The outcome of times that it took.
     *
     * @param busyWatts what the edge device drew during the head
     * @param cloudMillis time until the tail was done
     * @param aloneMillis how long the tail takes on a node that nobody shares: what its energy is charged for
     * @param nodeWatts power of the cloud node without its accelerator that is charged
     */
    Outcome parts(
            Outcome.Builder outcome,
            DeviceModel model,
            double edgeMillis,
            double busyWatts,
            double transferMillisTaken,
            double cloudMillis,
            double aloneMillis,
            double nodeWatts) {
        latency(outcome, model, LatencyPart.EDGE, edgeMillis);
        latency(outcome, model, LatencyPart.TRANSFER, transferMillisTaken);
        latency(outcome, model, LatencyPart.CLOUD, cloudMillis);
        double waiting = transferMillisTaken + cloudMillis;
        energy(outcome, model, EnergyPart.EDGE, (busyWatts * edgeMillis + waitWatts * waiting) / 1000);
        energy(outcome, model, EnergyPart.RADIO, radioJoules);
        energy(outcome, model, EnergyPart.CLOUD_CPU, nodeWatts * aloneMillis / 1000);
        energy(outcome, model, EnergyPart.CLOUD_GPU, gpuWatts * aloneMillis / 1000);
        if (model.accuracy()) {
            outcome.accuracy(accuracy, Provenance.MODELLED);
        }
        return outcome.build();
    }

    private static void latency(Outcome.Builder outcome, DeviceModel model, LatencyPart part, double millis) {
        if (model.latencyParts().contains(part)) {
            outcome.latency(part, millis, Provenance.MODELLED);
        }
    }

    private static void energy(Outcome.Builder outcome, DeviceModel model, EnergyPart part, double joules) {
        if (model.energyParts().contains(part)) {
            outcome.energy(part, joules, Provenance.MODELLED);
        }
    }
}
