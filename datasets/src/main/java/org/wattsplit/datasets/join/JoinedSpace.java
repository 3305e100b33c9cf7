package org.wattsplit.datasets.join;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * The space of several networks on one device: the knob {@link Knob#NETWORK}, then the union of their knobs. A network has one
 * value of a knob that it lacks, and of others its own values. Immutable.
 */
final class JoinedSpace {
    /** What requests ask for of networks that know no batches. */
    private static final String SINGLE = "1";

    private final Map<String, ConfigurationSpace> networks;
    private final Map<String, Knob> union;
    private final ConfigurationSpace space;

    /**
     * The space of those networks.
     *
     * @param networks their spaces by name, in order, at least one
     * @throws InputException which names the knob in which they differ
     */
    JoinedSpace(Map<String, ConfigurationSpace> networks) {
        this.networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        String first = networks.keySet().iterator().next();
        ConfigurationSpace of = Objects.requireNonNull(networks.get(first));
        networks.forEach((network, other) -> requireAlike(first, of, network, other));
        union = union(networks);
        List<Knob> knobs = new ArrayList<>(union.values());
        knobs.add(0, new Knob(Knob.NETWORK, Knob.Kind.CATEGORICAL, List.copyOf(networks.keySet()), false));
        space = ConfigurationSpace.of(new SpaceSpec(
                String.join("+", networks.keySet()),
                knobs,
                constraints(),
                values(first, of.spec().cloudOnly()),
                values(first, of.spec().edgeOnly())));
    }

    private static void requireAlike(String first, ConfigurationSpace of, String network, ConfigurationSpace other) {
        List<String> names = other.knobs().stream().map(Knob::name).toList();
        InputException.require(
                !names.contains(Knob.NETWORK), "the knobs of " + network, "without " + Knob.NETWORK, names);
        InputException.require(
                hardware(other).equals(hardware(of)),
                "the hardware knobs of " + network,
                "those of " + first + ", " + hardware(of),
                hardware(other));
        // What the last value of split_layer means is one for the whole space.
        boolean edge = of.spec().edgeOnly() != null;
        InputException.require(
                (other.spec().edgeOnly() != null) == edge,
                "edge_only of " + network,
                (edge ? "a configuration" : "null") + ", as that of " + first,
                edge ? "null" : "a configuration");
    }

    private static Map<String, List<String>> hardware(ConfigurationSpace space) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        space.knobs().stream().filter(Knob::hardware).forEach(knob -> values.put(knob.name(), knob.values()));
        return values;
    }

    private static Map<String, Knob> union(Map<String, ConfigurationSpace> networks) {
        Map<String, Knob> union = new LinkedHashMap<>();
        networks.forEach((network, space) -> space.knobs()
                .forEach(knob -> union.merge(knob.name(), knob, (one, other) -> merged(network, one, other))));
        if (networks.values().stream().anyMatch(space -> knob(space, Knob.BATCH) == null)) {
            union.computeIfPresent(
                    Knob.BATCH,
                    (name, batch) -> merged(name, batch, new Knob(name, batch.kind(), List.of(SINGLE), false)));
        }
        return union;
    }

    private static Knob merged(String network, Knob one, Knob other) {
        InputException.require(
                one.kind() == other.kind(),
                "the kind of knob " + one.name() + " of " + network,
                label(one) + ", as before it",
                label(other));
        List<String> values = new ArrayList<>(one.values());
        other.values().stream().filter(value -> one.indexOf(value) < 0).forEach(values::add);
        if (one.kind() == Knob.Kind.NUMERIC) {
            values.sort(Comparator.comparingDouble(Double::parseDouble));
        }
        return new Knob(one.name(), one.kind(), values, one.hardware());
    }

    private static String label(Knob knob) {
        return knob.kind().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Knob knob(ConfigurationSpace space, String name) {
        return space.knobs().stream()
                .filter(knob -> knob.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<Constraint> constraints() {
        List<Constraint> constraints = new ArrayList<>();
        networks.forEach((network, own) -> {
            Map<String, List<String>> when = Map.of(Knob.NETWORK, List.of(network));
            union.forEach((name, knob) -> {
                Knob of = knob(own, name);
                List<String> allowed = of == null ? List.of(fixed(knob)) : joined(own, name, of.values());
                if (allowed.size() < knob.values().size()) {
                    String reason = network + (of == null ? " has no " : " has no such ") + name;
                    constraints.add(new Constraint(reason, when, Map.of(name, allowed)));
                }
            });
            for (Constraint one : own.spec().constraints()) {
                Map<String, List<String>> whenever = new LinkedHashMap<>(when);
                whenever.putAll(joined(own, one.when()));
                constraints.add(new Constraint(one.reason(), whenever, joined(own, one.then())));
            }
        });
        return constraints;
    }

    /**
     * The only value that a knob has for a network without it: that of the cloud-only or edge-only configuration of those that have
     * it, so that these configurations stay what they are when only their network is another.
     */
    private String fixed(Knob knob) {
        String name = knob.name();
        String value = name.equals(Knob.BATCH)
                ? SINGLE
                : networks.values().stream()
                        .flatMap(own ->
                                Stream.of(own.spec().cloudOnly(), own.spec().edgeOnly()))
                        .flatMap(Stream::ofNullable)
                        .flatMap(values -> Stream.ofNullable(values.get(name)))
                        .findFirst()
                        .orElse(knob.values().get(0));
        return knob.values().get(knob.indexOf(value));
    }

    private Map<String, List<String>> joined(ConfigurationSpace own, Map<String, List<String>> values) {
        Map<String, List<String>> joined = new LinkedHashMap<>();
        values.forEach((name, list) -> joined.put(name, joined(own, name, list)));
        return joined;
    }

    private List<String> joined(ConfigurationSpace own, String name, List<String> values) {
        return values.stream().map(value -> joined(own, name, value)).toList();
    }

    /** A network's value as the union has it: all on the edge is the last cut of any network. */
    private String joined(ConfigurationSpace own, String name, String value) {
        Knob of = own.knobs().get(own.knobIndex(name));
        Knob knob = Objects.requireNonNull(union.get(name));
        boolean edge = name.equals(Knob.SPLIT_LAYER)
                && own.spec().edgeOnly() != null
                && of.indexOf(value) == of.values().size() - 1;
        return knob.values().get(edge ? knob.values().size() - 1 : knob.indexOf(value));
    }

    private @Nullable Map<String, String> values(String network, @Nullable Map<String, String> own) {
        if (own == null) {
            return null;
        }
        ConfigurationSpace of = Objects.requireNonNull(networks.get(network));
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Knob.NETWORK, network);
        union.forEach((name, knob) -> {
            String value = own.get(name);
            values.put(name, value == null ? fixed(knob) : joined(of, name, value));
        });
        return values;
    }

    /** The space. */
    ConfigurationSpace space() {
        return space;
    }

    /** What a configuration of a network's own space is here. */
    Configuration configuration(String network, Configuration own) {
        return space.configuration(Objects.requireNonNull(values(network, own.values())));
    }
}
