package org.wattsplit.testbed.cloud;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Errors of requests: a status whose message names the thing, the rule and the value, short enough for a header. */
final class Refusal {
    private static final int MOST_CHARACTERS = 160;

    private Refusal() {}

    static StatusRuntimeException of(Status status, String name, String rule, Object value) {
        return status.withDescription("Expected " + shortened(name) + " to be " + shortened(rule) + ", given "
                        + shortened(String.valueOf(value)))
                .asRuntimeException();
    }

    static StatusRuntimeException invalid(String name, String rule, Object value) {
        return of(Status.INVALID_ARGUMENT, name, rule, value);
    }

    static StatusRuntimeException beyond(String name, String rule, Object value) {
        return of(Status.RESOURCE_EXHAUSTED, name, rule, value);
    }

    /** Text that fits into a header, whatever a request made of it. */
    static String shortened(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() <= MOST_CHARACTERS ? oneLine : oneLine.substring(0, MOST_CHARACTERS) + "…";
    }
}
