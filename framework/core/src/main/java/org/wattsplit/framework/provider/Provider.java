package org.wattsplit.framework.provider;

/**
 * Something that can be asked for by name. To add one, implement the interface that extends this one, give the class a
 * public constructor without arguments, and list it in {@code META-INF/services} under that interface's name.
 */
public interface Provider {
    /** The name that commands and files use, unique among providers of a kind. */
    String name();

    /** One line for lists. */
    String description();
}
