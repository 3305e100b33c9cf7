package org.wattsplit.framework.runlog;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that a field has in two places.
 *
 * @param one the first; {@value #NOTHING} where it is not there
 * @param other the second
 */
public record TwoValues(String one, String other) {
    /** The value of a field that is not there. */
    private static final String NOTHING = "nothing";

    private static final int SHORT = 24;

    /** The fields that differ, by name. */
    public static SortedMap<String, TwoValues> of(Map<String, String> ones, Map<String, String> others) {
        Set<String> names = new TreeSet<>(ones.keySet());
        names.addAll(others.keySet());
        SortedMap<String, TwoValues> all = new TreeMap<>();
        for (String name : names) {
            String one = ones.getOrDefault(name, NOTHING);
            String other = others.getOrDefault(name, NOTHING);
            if (!one.equals(other)) {
                all.put(name, new TwoValues(one, other));
            }
        }
        return all;
    }

    /**
     * Both, shortened where that tells them apart.
     *
     * @param where the place of the second, as it follows the value
     */
    public String words(String where) {
        String shortOne = shortened(one);
        String shortOther = shortened(other);
        boolean told = !shortOne.equals(shortOther);
        return (told ? shortOne : one) + " there, " + (told ? shortOther : other) + " " + where;
    }

    /** A value, or the beginning of a long one. */
    public static String shortened(String value) {
        return value.length() <= SHORT ? value : value.substring(0, SHORT / 2) + "…";
    }
}
