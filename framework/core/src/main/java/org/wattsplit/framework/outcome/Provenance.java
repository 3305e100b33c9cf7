package org.wattsplit.framework.outcome;

/** Where a part of an outcome comes from. */
public enum Provenance {
    /** A sensor or a clock gave it. */
    MEASURED,
    /** A rule or a model gave it. */
    MODELLED,
    /** It is not known and no total contains it. */
    ABSENT
}
