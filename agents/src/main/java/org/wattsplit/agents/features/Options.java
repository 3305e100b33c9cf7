package org.wattsplit.agents.features;

import java.util.Map;
import org.wattsplit.framework.check.InputException;

/** Reads hyper-parameters from an agent's options. */
public final class Options {
    private Options() {}

    /** A number between two bounds, or its default. */
    public static double number(Map<String, String> options, String name, double preset, double least, double most) {
        String text = options.get(name);
        if (text == null) {
            return preset;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= least && value <= most)) {
            throw InputException.of("option " + name, "a number between " + least + " and " + most, text);
        }
        return value;
    }

    /** A whole number between two bounds, or its default. */
    public static int whole(Map<String, String> options, String name, int preset, int least, int most) {
        double value = number(options, name, preset, least, most);
        if (value != Math.rint(value)) {
            throw InputException.of("option " + name, "a whole number", value);
        }
        return (int) value;
    }
}
