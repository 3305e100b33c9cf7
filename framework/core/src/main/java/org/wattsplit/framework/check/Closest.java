package org.wattsplit.framework.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known name that another one nearly is. */
final class Closest {
    /** Characters that a beginning has at least. */
    private static final int BEGINNING = 3;

    private Closest() {}

    /**
     * The known name with the fewest edits, one in three characters at most; else the only one that begins so, as a name
     * without its unit does; else the longest that it begins with, of half its characters at least.
     */
    static Optional<String> of(String name, Collection<String> known) {
        return edited(name, known)
                .or(() -> begun(name, known))
                .or(() -> known.stream()
                        .filter(one -> one.length() >= Math.max(BEGINNING, name.length() / 2) && begins(name, one))
                        .max(Comparator.comparingInt(String::length)));
    }

    private static Optional<String> begun(String name, Collection<String> known) {
        List<String> all =
                known.stream().distinct().filter(one -> begins(one, name)).toList();
        return name.length() >= BEGINNING && all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    private static boolean begins(String name, String beginning) {
        return name.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private static Optional<String> edited(String name, Collection<String> known) {
        return known.stream()
                .filter(one -> edits(name, one) <= Math.max(1, Math.min(name.length(), one.length()) / 3))
                .min(Comparator.comparingInt((String one) -> edits(name, one))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Characters to insert, remove, replace, or swap with their neighbour, whatever their case (Damerau, Communications of
     * the ACM 7, 1964).
     */
    private static int edits(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int edits(int[][] edits, String a, String b, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
