package org.wattsplit.study.doctor;

/**
 * One thing that was looked at.
 *
 * @param where {@code machine} or {@code testbed}
 * @param what the thing
 * @param state {@code ok}, {@code degraded} or {@code missing}
 * @param words what it says
 * @param remedy what helps; empty where nothing is needed
 */
public record Finding(String where, String what, String state, String words, String remedy) {}
