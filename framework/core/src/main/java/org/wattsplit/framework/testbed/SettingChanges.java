package org.wattsplit.framework.testbed;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.HardwareSetting;

/** What changes cost between the hardware settings of a space, by their numbers: a {@link TransitionCost} there. Immutable. */
public final class SettingChanges {
    private final TransitionCost cost;
    private final List<Pairs> pairs;

    /** The settings that a change of its own cost leaves, and those that it takes. */
    private record Pairs(BitSet from, BitSet to, TransitionCost.Change change) {}

    SettingChanges(TransitionCost cost, ConfigurationSpace space) {
        this.cost = cost;
        pairs = cost.changes().stream()
                .map(change ->
                        new Pairs(having("from", change.from(), space), having("to", change.to(), space), change))
                .toList();
    }

    private static BitSet having(String side, Map<String, String> values, ConfigurationSpace space) {
        List<String> knobs = space.hardwareKnobs();
        values.forEach((knob, value) -> {
            String name = "changes." + side + " of the scenario's transition";
            if (!knobs.contains(knob)) {
                throw InputException.unknown("a hardware knob in " + name, knob, knobs);
            }
            List<String> known = space.knobs().get(space.knobIndex(knob)).values();
            InputException.require(known.contains(value), knob + " in " + name, "one of " + known, value);
        });
        BitSet having = new BitSet();
        for (int index = 0; index < space.settings(); index++) {
            HardwareSetting setting = space.setting(index);
            having.set(
                    index,
                    values.entrySet().stream()
                            .allMatch(one -> setting.values()
                                    .get(knobs.indexOf(one.getKey()))
                                    .equals(one.getValue())));
        }
        return having;
    }

    /** Whether no change costs anything. */
    public boolean free() {
        return cost.equals(TransitionCost.FREE);
    }

    /** Whether all changes cost the same. */
    public boolean uniform() {
        return pairs.isEmpty();
    }

    /** The time from one hardware setting to another; 0 when they are the same. */
    public double millis(int from, int to) {
        TransitionCost.Change own = own(from, to);
        return from == to ? 0 : own == null ? cost.millis() : own.millis();
    }

    /** The energy from one hardware setting to another; 0 when they are the same. */
    public double joules(int from, int to) {
        TransitionCost.Change own = own(from, to);
        return from == to ? 0 : own == null ? cost.joules() : own.joules();
    }

    private TransitionCost.@Nullable Change own(int from, int to) {
        for (int i = 0; i < pairs.size(); i++) {
            Pairs one = pairs.get(i);
            if (one.from().get(from) && one.to().get(to)) {
                return one.change();
            }
        }
        return null;
    }

    /**
     * An outcome with a change's time and energy in it, or with 0 of both where nothing was changed, labelled modelled. Where
     * changes are free it is left as it is, without those parts.
     */
    public Outcome charge(Outcome outcome, int from, int to) {
        return free() ? outcome : outcome.withReconfiguration(millis(from, to), joules(from, to), Provenance.MODELLED);
    }
}
