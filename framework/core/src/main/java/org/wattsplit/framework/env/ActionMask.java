package org.wattsplit.framework.env;

import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Which actions may be taken. Immutable. */
public final class ActionMask {
    private final int size;
    private final BitSet forbidden;

    private ActionMask(int size, BitSet forbidden) {
        this.size = size;
        this.forbidden = forbidden;
    }

    /** The mask that allows all of that many actions. */
    public static ActionMask all(int size) {
        return new ActionMask(size, new BitSet(size));
    }

    /** The mask that allows an action where the array is true; at least one must be. */
    public static ActionMask of(boolean... allowed) {
        BitSet forbidden = new BitSet(allowed.length);
        for (int i = 0; i < allowed.length; i++) {
            forbidden.set(i, !allowed[i]);
        }
        if (forbidden.cardinality() == allowed.length) {
            throw new IllegalArgumentException("Expected the mask to allow an action, given none of " + allowed.length);
        }
        return new ActionMask(allowed.length, forbidden);
    }

    /** The number of actions, allowed or not. */
    public int size() {
        return size;
    }

    /** The number of actions that are allowed. */
    public int count() {
        return size - forbidden.cardinality();
    }

    /** Whether every action is allowed. */
    public boolean allowsAll() {
        return forbidden.isEmpty();
    }

    /** Whether an action is allowed. */
    public boolean allows(int action) {
        return action >= 0 && action < size && !forbidden.get(action);
    }

    /** Whether any action from one number to below another is allowed. */
    public boolean allowsAny(int from, int to) {
        return forbidden.nextClearBit(from) < Math.min(to, size);
    }

    /** The first action that is allowed. */
    public int first() {
        return forbidden.nextClearBit(0);
    }

    /** One of the actions that are allowed, each as likely as any other. */
    public int draw(RandomGenerator random) {
        int action = random.nextInt(size);
        while (!allows(action)) {
            action = random.nextInt(size);
        }
        return action;
    }
}
