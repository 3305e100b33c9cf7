package org.wattsplit.framework.outcome;

import java.util.Locale;

/** The parts of a request's energy, in joules. */
public enum EnergyPart {
    /** The edge device while it works on the request. */
    EDGE,
    /** The radio or network interface. */
    RADIO,
    /** The cloud node without its accelerator; in imported DynaSplit tables the whole node, idle power included. */
    CLOUD_CPU,
    /** The cloud accelerator. */
    CLOUD_GPU,
    /** Changing the hardware setting. */
    RECONFIGURATION,
    /** The edge device while it waits. */
    IDLE;

    /** Made once: every outcome names its parts to the checks of their values. */
    private final String column = name().toLowerCase(Locale.ROOT) + "_energy_j";

    /** The column name in tables and logs, for example {@code edge_energy_j}. */
    public String column() {
        return column;
    }
}
