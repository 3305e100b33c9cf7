package org.wattsplit.framework.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that another one nearly is. */
final class Closest {
    private Closest() {}

    /** The known name with the fewest edits, one in three characters at most. */
    static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(one -> edits(name, one) <= Math.max(1, Math.min(name.length(), one.length()) / 3))
                .min(Comparator.comparingInt((String one) -> edits(name, one))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Characters to insert, remove or replace, whatever their case (Levenshtein, Soviet Physics Doklady 10, 1966). */
    private static int edits(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
