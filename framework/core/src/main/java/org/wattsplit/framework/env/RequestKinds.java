package org.wattsplit.framework.env;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.request.DeadlineDistribution;
import org.wattsplit.framework.request.Request;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;

/**
 * Which actions fit which requests. Where a space has the knob {@link Knob#NETWORK} or {@link Knob#BATCH}, only actions with
 * the request's own value may serve it, and requests of equal values are of one kind; elsewhere all are of one. Immutable.
 */
public final class RequestKinds {
    /**
     * Requests that the same actions may serve.
     *
     * @param values the values of the request's knobs, by name; none where there is one kind
     * @param allowed the actions that may serve them
     * @param share of all requests, above 0 to 1
     * @param deadlines the distribution of their deadlines
     */
    public record Kind(Map<String, String> values, ActionMask allowed, double share, DeadlineDistribution deadlines) {
        public Kind {
            values = Map.copyOf(values);
        }
    }

    private final List<String> knobs;
    private final List<Kind> kinds;
    private final Map<Map<String, String>, Integer> indexes;
    private final ConfigurationSpace space;

    private RequestKinds(
            ConfigurationSpace space, List<String> knobs, List<Kind> kinds, Map<Map<String, String>, Integer> indexes) {
        this.space = space;
        this.knobs = knobs;
        this.kinds = List.copyOf(kinds);
        this.indexes = indexes;
    }

    /** One kind, of requests with those deadlines. */
    public static RequestKinds one(ActionSet actions, ActionMask allowed, DeadlineDistribution deadlines) {
        return new RequestKinds(
                actions.space(), List.of(), List.of(new Kind(Map.of(), allowed, 1, deadlines)), Map.of(Map.of(), 0));
    }

    /**
     * The kinds of those requests, at least one, in the order of their first.
     *
     * @param allowed the actions that may be taken at all
     * @throws InputException where a request asks for what no allowed action has, or for a batch or another
     *     network where the space has no knob for them
     */
    public static RequestKinds of(ActionSet actions, ActionMask allowed, List<Request> requests) {
        List<String> knobs = ofRequests(actions.space());
        if (!knobs.contains(Knob.NETWORK)) {
            String network = requests.get(0).model();
            for (Request request : requests) {
                InputException.require(
                        request.model().equals(network),
                        "the network of request " + request.id(),
                        "that of the others, " + network + ", as the configuration space has no knob " + Knob.NETWORK,
                        request.model());
            }
        }
        Map<Map<String, String>, List<Request>> byValues = new LinkedHashMap<>();
        for (Request request : requests) {
            byValues.computeIfAbsent(values(actions.space(), knobs, request), key -> new ArrayList<>())
                    .add(request);
        }
        List<Kind> kinds = new ArrayList<>();
        Map<Map<String, String>, Integer> indexes = new LinkedHashMap<>();
        byValues.forEach((values, of) -> {
            indexes.put(values, kinds.size());
            kinds.add(new Kind(
                    values,
                    mask(actions, allowed, values),
                    (double) of.size() / requests.size(),
                    DeadlineDistribution.of(of)));
        });
        return new RequestKinds(actions.space(), knobs, kinds, indexes);
    }

    /** The knobs of a space that are the request's. */
    public static List<String> ofRequests(ConfigurationSpace space) {
        return space.knobs().stream()
                .map(Knob::name)
                .filter(Knob.OF_REQUESTS::contains)
                .toList();
    }

    private static Map<String, String> values(ConfigurationSpace space, List<String> knobs, Request request) {
        if (!knobs.contains(Knob.BATCH)) {
            InputException.require(
                    request.batch() == 1,
                    "the batch of request " + request.id(),
                    "1, as the configuration space has no knob " + Knob.BATCH,
                    request.batch());
        }
        if (knobs.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : knobs) {
            Knob knob = space.knobs().get(space.knobIndex(name));
            String asked = name.equals(Knob.BATCH) ? String.valueOf(request.batch()) : request.model();
            int index = knob.indexOf(asked);
            if (index < 0) {
                throw InputException.unknown("the " + name + " of request " + request.id(), asked, knob.values());
            }
            values.put(name, knob.values().get(index));
        }
        return values;
    }

    private static ActionMask mask(ActionSet actions, ActionMask allowed, Map<String, String> values) {
        if (values.isEmpty()) {
            return allowed;
        }
        boolean[] fits = new boolean[actions.size()];
        boolean any = false;
        for (int action = 0; action < fits.length; action++) {
            int one = action;
            fits[action] = allowed.allows(action)
                    && values.entrySet().stream()
                            .allMatch(value -> actions.configuration(one)
                                    .value(value.getKey())
                                    .equals(value.getValue()));
            any |= fits[action];
        }
        InputException.require(any, "the actions for requests of " + values, "at least one", "none");
        return ActionMask.of(fits);
    }

    /** All kinds. */
    public List<Kind> all() {
        return kinds;
    }

    /** The number of a request's kind. */
    public int indexOf(Request request) {
        if (knobs.isEmpty()) {
            return 0;
        }
        Map<String, String> values = values(space, knobs, request);
        Integer index = indexes.get(values);
        if (index == null) {
            throw InputException.of("the kind of request " + request.id(), "one of " + indexes.keySet(), values);
        }
        return index;
    }

    /** The number of the kind whose requests an action may serve; -1 where it may serve none. */
    public int kindOf(int action) {
        for (int kind = 0; kind < kinds.size(); kind++) {
            if (kinds.get(kind).allowed().allows(action)) {
                return kind;
            }
        }
        return -1;
    }
}
