package org.wattsplit.framework.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.compare.EndSetting;

/** Numbers as text, the same in every locale. */
public final class Figures {
    /** Settings that are named before the rest is counted. */
    private static final int ENDS = 3;

    private Figures() {}

    /** A number with two decimals; a dash where there is none. */
    public static String two(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** A number with four decimals. */
    public static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The settings that an agent's runs ended in, those of most seeds first; the rarest together. */
    public static String ends(Map<Long, EndSetting> bySeed) {
        Map<String, Long> seeds = bySeed.values().stream()
                .collect(Collectors.groupingBy(EndSetting::setting, TreeMap::new, Collectors.counting()));
        List<Map.Entry<String, Long>> order = new ArrayList<>(seeds.entrySet());
        order.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, Long> entry : order.subList(0, Math.min(ENDS, order.size()))) {
            words.add(entry.getKey()
                    + (bySeed.size() == 1 ? "" : " (" + entry.getValue() + " of " + bySeed.size() + " seeds)"));
        }
        if (order.size() > ENDS) {
            words.add((order.size() - ENDS) + " more");
        }
        return String.join(", ", words);
    }
}
