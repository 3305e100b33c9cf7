package org.wattsplit.study.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;

/** Kinds by their labels, and the figures that they need. */
final class Kinds {
    private Kinds() {}

    /** The kind of a label, {@code ON_OFF} being {@code on-off}. */
    static <E extends Enum<E>> E of(String what, String label, Class<E> type) {
        List<String> labels = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(label)) {
                return value;
            }
            labels.add(name);
        }
        throw InputException.unknown(what, label, labels);
    }

    static double need(String what, @Nullable Double value) {
        if (value == null) {
            throw InputException.of(what, "given for this kind", "none");
        }
        return value;
    }
}
