package org.wattsplit.testbed.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.split.CutPoint;

/**
 * A network that changes: knobs of its own, and for each assignment of them a member that takes what it needs from weights
 * that all members share. All have the same input and output, pictures of
 * {@link org.wattsplit.testbed.pictures.Pictures} and a value for each glyph.
 *
 * <p>{@code split_layer} counts the family's cuts alike for all members: 0 is all in the cloud, {@link #lastCut} all on the edge.
 */
public sealed interface NetworkFamily permits ExitFamily, SlimmableFamily {
    /** Its name. */
    String name();

    /** What it is, one phrase. */
    String description();

    /** Its knobs; none of them is hardware, as all members are loaded and changing from one to another takes no time. */
    List<Knob> knobs();

    /** The largest value of {@code split_layer}. */
    int lastCut();

    /** What cannot be: cuts that a member does not have. */
    List<Constraint> constraints();

    /**
     * A member.
     *
     * @param values a value for each knob
     * @throws InputException for a knob or a value that it does not have, or one that is missing
     */
    Chain chain(Map<String, String> values);

    /**
     * The number of one of the family's cuts among those of a member's network; empty where the member ends before it.
     *
     * @param values a value for each knob
     * @param cuts those of the member's network
     */
    default OptionalInt cut(Map<String, String> values, List<CutPoint> cuts, int cut) {
        if (cut == 0 || cut == lastCut()) {
            return OptionalInt.of(cut == 0 ? 0 : cuts.size() - 1);
        }
        return chain(values)
                .tensor(cut)
                .map(tensor -> OptionalInt.of(cuts.stream()
                        .filter(one -> one.tensor().equals(tensor))
                        .findFirst()
                        .orElseThrow()
                        .index()))
                .orElse(OptionalInt.empty());
    }

    /** Every assignment of the knobs, the first knob changing slowest. */
    default List<Map<String, String>> variants() {
        List<Map<String, String>> all = List.of(Map.of());
        for (Knob knob : knobs()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : all) {
                for (String value : knob.values()) {
                    Map<String, String> with = new LinkedHashMap<>(before);
                    with.put(knob.name(), value);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all;
    }

    /**
     * An assignment as the family writes it: every knob, in order.
     *
     * @param values where a knob is missing, its largest value is taken
     * @throws InputException for a knob or a value that it does not have
     */
    default Map<String, String> completed(Map<String, String> values) {
        Map<String, String> complete = new LinkedHashMap<>();
        for (Knob knob : knobs()) {
            String last = knob.values().get(knob.values().size() - 1);
            String value = values.getOrDefault(knob.name(), last);
            int index = knob.indexOf(value);
            if (index < 0) {
                throw InputException.of("the " + knob.name() + " of " + name(), "one of " + knob.values(), value);
            }
            complete.put(knob.name(), knob.values().get(index));
        }
        for (String knob : values.keySet()) {
            if (!complete.containsKey(knob)) {
                throw InputException.unknown("a knob of " + name(), knob, complete.keySet());
            }
        }
        return complete;
    }

    /** The name of a member, of letters, digits, {@code -} and {@code _}, such as {@code exits-exit2}. */
    default String memberName(Map<String, String> values) {
        StringBuilder text = new StringBuilder(name());
        completed(values).forEach((knob, value) -> text.append('-').append(knob).append(value.replace('.', '_')));
        return text.toString();
    }
}
