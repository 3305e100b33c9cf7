package org.wattsplit.testbed.remote;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.outcome.Disturbance;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.Guarding;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.OutcomeParts;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.request.Conditions;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.testbed.Capabilities;
import org.wattsplit.testbed.remote.protocol.Description;
import org.wattsplit.testbed.remote.protocol.Outcome;
import org.wattsplit.testbed.remote.protocol.Part;

/**
 * The framework's values as messages and back. What a message says that cannot be is an {@link IllegalArgumentException}.
 */
final class Messages {
    /** The version of the protocol that both sides must speak. */
    static final int VERSION = 1;

    private Messages() {}

    static Description description(String network, String madeFrom, Capabilities capabilities) {
        Description.Builder message = Description.newBuilder()
                .setVersion(VERSION)
                .setNetwork(network)
                .setMadeFrom(madeFrom)
                .setAccuracy(capabilities.accuracy())
                .setDeterministic(capabilities.deterministic())
                .putAllNominal(conditions(capabilities.nominal()))
                .setLive(capabilities.live());
        capabilities
                .space()
                .knobs()
                .forEach(knob -> message.addKnobs(org.wattsplit.testbed.remote.protocol.Knob.newBuilder()
                        .setName(knob.name())
                        .setNumeric(knob.kind() == Knob.Kind.NUMERIC)
                        .addAllValues(knob.values())
                        .setHardware(knob.hardware())));
        capabilities.latencyParts().forEach(part -> message.addLatencyParts(part.column()));
        capabilities.energyParts().forEach(part -> message.addEnergyParts(part.column()));
        capabilities.conditions().forEach(condition -> message.addConditions(condition.column()));
        return message.build();
    }

    /** The capabilities that a description tells, of a space of the same knobs. */
    static Capabilities capabilities(Description message, ConfigurationSpace space) {
        Set<LatencyPart> latency = EnumSet.noneOf(LatencyPart.class);
        message.getLatencyPartsList().forEach(column -> latency.add(latencyPart(column)));
        Set<EnergyPart> energy = EnumSet.noneOf(EnergyPart.class);
        message.getEnergyPartsList().forEach(column -> energy.add(energyPart(column)));
        return new Capabilities(
                space,
                latency,
                energy,
                message.getAccuracy(),
                message.getDeterministic(),
                conditions(message.getNominalMap()),
                message.getConditionsList().stream().map(Messages::condition).toList(),
                message.getLive());
    }

    static List<Knob> knobs(Description message) {
        return message.getKnobsList().stream()
                .map(knob -> new Knob(
                        knob.getName(),
                        knob.getNumeric() ? Knob.Kind.NUMERIC : Knob.Kind.CATEGORICAL,
                        knob.getValuesList(),
                        knob.getHardware()))
                .toList();
    }

    static Map<String, Double> conditions(Conditions conditions) {
        Map<String, Double> values = new LinkedHashMap<>();
        conditions.values().forEach((condition, value) -> values.put(condition.column(), value));
        return values;
    }

    static Conditions conditions(Map<String, Double> values) {
        Map<Condition, Double> byCondition = new LinkedHashMap<>();
        values.forEach((column, value) -> byCondition.put(condition(column), value));
        return Conditions.of(byCondition);
    }

    static Outcome outcome(org.wattsplit.framework.outcome.Outcome outcome) {
        Outcome.Builder message = Outcome.newBuilder()
                .setGuard(outcome.guarding().state())
                .setFallback(outcome.guarding().fallback())
                .setDisturbance(outcome.disturbance().words())
                .setVoidRequests(outcome.disturbance().requests());
        OutcomeParts.of(outcome)
                .forEach((column, part) -> message.addParts(Part.newBuilder()
                        .setColumn(column)
                        .setValue(part.value())
                        .setProvenance(part.provenance().name().toLowerCase(Locale.ROOT))));
        outcome.absences().forEach((part, reason) -> message.putAbsences(part.column(), reason));
        return message.build();
    }

    static org.wattsplit.framework.outcome.Outcome outcome(Outcome message) {
        Map<String, OutcomeParts.Part> parts = new LinkedHashMap<>();
        message.getPartsList()
                .forEach(part -> parts.put(
                        part.getColumn(),
                        new OutcomeParts.Part(
                                part.getValue(),
                                Provenance.valueOf(part.getProvenance().toUpperCase(Locale.ROOT)))));
        org.wattsplit.framework.outcome.Outcome.Builder outcome = OutcomeParts.toBuilder(parts)
                .guarding(new Guarding(message.getGuard(), message.getFallback()))
                .disturbance(new Disturbance(message.getDisturbance(), message.getVoidRequests()));
        message.getAbsencesMap().forEach((column, reason) -> outcome.absent(energyPart(column), reason));
        return outcome.build();
    }

    private static LatencyPart latencyPart(String column) {
        for (LatencyPart part : LatencyPart.values()) {
            if (part.column().equals(column)) {
                return part;
            }
        }
        throw new IllegalArgumentException("Expected a part of the latency, given " + column);
    }

    private static EnergyPart energyPart(String column) {
        for (EnergyPart part : EnergyPart.values()) {
            if (part.column().equals(column)) {
                return part;
            }
        }
        throw new IllegalArgumentException("Expected a part of the energy, given " + column);
    }

    private static Condition condition(String column) {
        for (Condition condition : Condition.COMMON) {
            if (condition.column().equals(column)) {
                return condition;
            }
        }
        return new Condition(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
