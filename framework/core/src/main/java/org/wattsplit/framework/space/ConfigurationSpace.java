package org.wattsplit.framework.space;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/**
 * All knobs with their feasibility constraints. Only feasible configurations can be made; asking for another is an
 * error that names the constraint. A space may be restricted to listed configurations, for example to those that a
 * measurement table holds, and some of its knobs may be held at one value. Immutable and thread-safe.
 */
public final class ConfigurationSpace {
    /** The most assignments that {@link #size} and {@link #stream} walk through. */
    public static final long ENUMERABLE = 5_000_000;

    private static final int SAMPLING_TRIES = 1_000;

    private final SpaceSpec spec;
    private final Positions positions;
    private final Rules rules;
    private final HardwareKnobs hardware;
    private final int splitKnob;
    private final @Nullable Members members;
    private final Map<String, String> held;

    ConfigurationSpace(SpaceSpec spec, @Nullable Members members, Map<String, String> held) {
        this.spec = spec;
        this.members = members;
        this.held = Collections.unmodifiableMap(new TreeMap<>(held));
        positions = new Positions(spec);
        List<Knob> knobs = spec.knobs();
        hardware = HardwareKnobs.of(spec, positions);
        splitKnob = positions.knob(Knob.SPLIT_LAYER);
        Knob split = knobs.get(splitKnob);
        Check.that(
                split.kind() == Knob.Kind.NUMERIC && !split.hardware(),
                Knob.SPLIT_LAYER,
                "numeric and no hardware knob",
                split);
        rules = Rules.of(
                Stream.concat(
                                spec.constraints().stream(),
                                this.held.entrySet().stream()
                                        .map(one -> new Constraint(
                                                one.getKey() + " is held at " + one.getValue(),
                                                Map.of(),
                                                Map.of(one.getKey(), List.of(one.getValue())))))
                        .toList(),
                positions);
    }

    /** Reads a space from a {@code space.yaml}; errors name file, line and column. */
    public static ConfigurationSpace read(Path path) {
        return SpaceReader.read(path);
    }

    /** The space of a specification; its edge-only and cloud-only configurations, where it has them, must be feasible. */
    public static ConfigurationSpace of(SpaceSpec spec) {
        ConfigurationSpace space = new ConfigurationSpace(spec, null, Map.of());
        return space.checkedCloudOnly().checkedEdgeOnly();
    }

    ConfigurationSpace checkedCloudOnly() {
        return checked("cloud_only", spec.cloudOnly(), Placement.CLOUD);
    }

    ConfigurationSpace checkedEdgeOnly() {
        return checked("edge_only", spec.edgeOnly(), Placement.EDGE);
    }

    private ConfigurationSpace checked(String name, @Nullable Map<String, String> values, Placement placement) {
        if (values == null) {
            return this;
        }
        Configuration configuration;
        try {
            configuration = configuration(values);
        } catch (InputException e) {
            throw e.at(name, 0, 0);
        }
        Check.that(
                configuration.placement() == placement,
                name,
                "a configuration that runs all " + (placement == Placement.CLOUD ? "in the cloud" : "on the edge"),
                values);
        return this;
    }

    /** The specification that this space was made from. */
    public SpaceSpec spec() {
        return spec;
    }

    /** The space's name. */
    public String name() {
        return spec.name();
    }

    /** The knobs in order. */
    public List<Knob> knobs() {
        return spec.knobs();
    }

    /** The position of the knob of that name. */
    public int knobIndex(String name) {
        return positions.knob(name);
    }

    /** The configuration of those values, one for every knob; an error names the constraint that it breaks. */
    public Configuration configuration(Map<String, String> values) {
        for (String name : values.keySet()) {
            knobIndex(name);
        }
        int[] choices = new int[positions.count()];
        for (int i = 0; i < positions.count(); i++) {
            String name = spec.knobs().get(i).name();
            String value = values.get(name);
            if (value == null) {
                throw InputException.of("the configuration", "complete", values + ", without " + name);
            }
            choices[i] = positions.choice(i, value);
        }
        return configuration(choices);
    }

    /** The configuration of the values at those positions; an error names the constraint that it breaks. */
    public Configuration configuration(int... choices) {
        Optional<String> violation = violation(choices);
        if (violation.isPresent()) {
            throw InputException.of(
                    "the configuration of space " + spec.name(),
                    "feasible (" + violation.get() + ")",
                    positions.describe(choices));
        }
        return unchecked(choices);
    }

    private Configuration unchecked(int[] choices) {
        return new Configuration(
                spec, choices, positions.code(choices), hardware.index(choices), placement(choices[splitKnob]));
    }

    private Placement placement(int cut) {
        if (spec.knobs().get(splitKnob).number(cut) == 0) {
            return Placement.CLOUD;
        }
        return spec.edgeOnly() != null && cut == positions.size(splitKnob) - 1 ? Placement.EDGE : Placement.SPLIT;
    }

    /** Why the values at those positions are infeasible together; empty when they are feasible. */
    public Optional<String> violation(int... choices) {
        Check.that(choices.length == positions.count(), "the choices", positions.count() + " numbers", choices.length);
        for (int i = 0; i < positions.count(); i++) {
            Check.range(spec.knobs().get(i).name(), 0, positions.size(i) - 1, choices[i]);
        }
        Optional<String> broken = rules.broken(choices);
        if (broken.isPresent()) {
            return broken;
        }
        return members == null || members.has(positions.code(choices))
                ? Optional.empty()
                : Optional.of(members.reason());
    }

    /** Whether the configuration is one of this space. */
    public boolean contains(Configuration configuration) {
        int[] choices = configuration.choices();
        return choices.length == positions.count()
                && IntStream.range(0, positions.count()).allMatch(i -> choices[i] < positions.size(i))
                && configuration.equals(unchecked(choices))
                && violation(choices).isEmpty();
    }

    /** The product of the numbers of values: all assignments, feasible or not. */
    public long assignments() {
        return positions.assignments();
    }

    /** Whether {@link #size} and {@link #stream} can be called. */
    public boolean enumerable() {
        return members != null || assignments() <= ENUMERABLE;
    }

    /** The number of feasible configurations; takes time in proportion to {@link #assignments}. */
    public long size() {
        return stream().count();
    }

    /** The feasible configurations in ascending order of {@link Configuration#code}. */
    public Stream<Configuration> stream() {
        if (members != null) {
            return members.configurations().stream();
        }
        Check.that(enumerable(), "the space " + spec.name(), "at most " + ENUMERABLE + " assignments", assignments());
        return LongStream.range(0, assignments())
                .mapToObj(positions::choices)
                .filter(choices -> violation(choices).isEmpty())
                .map(this::unchecked);
    }

    /** A feasible configuration, each as likely as any other, as long as one in a hundred or so is feasible. */
    public Configuration sample(RandomGenerator random) {
        if (members != null) {
            return members.configurations()
                    .get(random.nextInt(members.configurations().size()));
        }
        int[] choices = new int[positions.count()];
        for (int attempt = 0; attempt < SAMPLING_TRIES; attempt++) {
            for (int i = 0; i < positions.count(); i++) {
                String only = held.get(spec.knobs().get(i).name());
                choices[i] = only != null ? positions.choice(i, only) : random.nextInt(positions.size(i));
            }
            if (violation(choices).isEmpty()) {
                return unchecked(choices);
            }
        }
        return repair(choices);
    }

    /**
     * The feasible configurations that differ in one knob: by one step where it is numeric, by any value where it is
     * categorical. In a restricted space the steps go to the nearest listed value.
     */
    public List<Configuration> neighbours(Configuration configuration) {
        List<Configuration> neighbours = new ArrayList<>();
        int[] origin = configuration.choices();
        for (int knob = 0; knob < positions.count(); knob++) {
            if (spec.knobs().get(knob).kind() == Knob.Kind.CATEGORICAL) {
                for (int value = 0; value < positions.size(knob); value++) {
                    if (value != origin[knob]) {
                        with(origin, knob, value).ifPresent(neighbours::add);
                    }
                }
            } else {
                step(origin, knob, -1).ifPresent(neighbours::add);
                step(origin, knob, 1).ifPresent(neighbours::add);
            }
        }
        return neighbours;
    }

    private Optional<Configuration> step(int[] origin, int knob, int direction) {
        for (int value = origin[knob] + direction; value >= 0 && value < positions.size(knob); value += direction) {
            Optional<Configuration> found = with(origin, knob, value);
            if (found.isPresent() || members == null) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Configuration> with(int[] origin, int knob, int value) {
        int[] choices = origin.clone();
        choices[knob] = value;
        return violation(choices).isEmpty() ? Optional.of(unchecked(choices)) : Optional.empty();
    }

    /**
     * The feasible configuration near those positions: the knobs that a broken constraint restricts move to their
     * nearest allowed value. In a restricted space it is the nearest listed one; where constraints undo each other it is
     * the nearer of the cloud-only and the edge-only configuration, or an error where the space has neither.
     */
    public Configuration repair(int... wanted) {
        int[] choices = rules.mended(wanted);
        if (violation(choices).isEmpty()) {
            return unchecked(choices);
        }
        return members != null ? members.nearest(choices, positions) : nearestAnchor(choices);
    }

    /** Constraints that undo each other defeat the simple repair; the anchors are always feasible. */
    private Configuration nearestAnchor(int[] choices) {
        return Stream.of(cloudOnly(), edgeOnly())
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(anchor -> positions.distance(choices, anchor)))
                .orElseThrow(() -> InputException.of(
                        "the space " + spec.name(),
                        "one that has a cloud_only or an edge_only configuration, as its constraints undo each other",
                        "neither"));
    }

    /** This space with only those of its configurations, for a reason that errors name. */
    public ConfigurationSpace restrictedTo(String reason, Collection<Configuration> configurations) {
        Check.notEmpty("the configurations", configurations)
                .forEach(member -> Check.that(contains(member), "every configuration", "one of " + name(), member));
        return new ConfigurationSpace(spec, Members.of(reason, configurations), held);
    }

    /**
     * This space with some knobs held at one value each; its cloud-only and its edge-only configuration, if any, have these
     * values, too. What it is of, {@link #spec}, stays the same.
     *
     * @throws InputException where it has no such knob or value, or nothing that has all of them
     */
    public ConfigurationSpace holding(Map<String, String> values) {
        Map<String, String> all = new TreeMap<>(held);
        values.forEach((name, value) -> {
            Knob knob = spec.knobs().get(positions.knob(name));
            int choice = knob.indexOf(value);
            if (choice < 0) {
                throw InputException.unknown("the held " + name, value, knob.values());
            }
            String before = all.put(name, knob.values().get(choice));
            InputException.require(
                    before == null || before.equals(all.get(name)), "the held " + name, before + ", as it is", value);
        });
        ConfigurationSpace whole = new ConfigurationSpace(spec, null, all);
        if (members == null) {
            return whole;
        }
        List<Configuration> kept =
                members.configurations().stream().filter(whole::contains).toList();
        InputException.require(
                !kept.isEmpty(), "the held values", "those of some configuration (" + members.reason() + ")", all);
        return new ConfigurationSpace(spec, Members.of(members.reason(), kept), all);
    }

    /** The values that knobs are held at, by name; empty where none is. */
    public Map<String, String> held() {
        return held;
    }

    /** The configuration that runs everything in the cloud; empty where a space has none. */
    public Optional<Configuration> cloudOnly() {
        return anchor(spec.cloudOnly(), Placement.CLOUD);
    }

    /** The configuration that runs everything on the edge; empty where a space has none. */
    public Optional<Configuration> edgeOnly() {
        return anchor(spec.edgeOnly(), Placement.EDGE);
    }

    private Optional<Configuration> anchor(@Nullable Map<String, String> values, Placement placement) {
        if (values == null) {
            return Optional.empty();
        }
        Map<String, String> here = new HashMap<>(values);
        here.putAll(held);
        return find(here).filter(found -> found.placement() == placement);
    }

    /**
     * The hardware setting that a device starts at: that of the cloud-only configuration, else of the edge-only one, else of
     * the first there is.
     */
    public int initialSetting() {
        return Stream.of(cloudOnly(), edgeOnly())
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> enumerable() ? stream().findFirst() : Optional.empty())
                .map(Configuration::settingIndex)
                .orElse(0);
    }

    /** The configuration of those values, one for every knob; empty where this space does not have it. */
    public Optional<Configuration> find(Map<String, String> values) {
        int[] choices = new int[positions.count()];
        for (int i = 0; i < positions.count(); i++) {
            String name = spec.knobs().get(i).name();
            choices[i] = positions.choice(i, values.getOrDefault(name, ""));
        }
        return violation(choices).isEmpty() ? Optional.of(unchecked(choices)) : Optional.empty();
    }

    /** The names of the hardware knobs, in order. */
    public List<String> hardwareKnobs() {
        return hardware.names();
    }

    /** The number of hardware settings: every combination of the hardware knobs' values. */
    public int settings() {
        return hardware.settings();
    }

    /** The hardware setting of that number, from 0. */
    public HardwareSetting setting(int index) {
        return hardware.setting(index);
    }

    /** The hardware setting of those values, one for each hardware knob. */
    public HardwareSetting setting(Map<String, String> values) {
        return hardware.setting(values);
    }
}
