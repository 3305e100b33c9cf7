package org.wattsplit.study.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.dl4j.Dl4jBackend;
import org.wattsplit.testbed.edge.SplitRunner;
import org.wattsplit.testbed.family.FamilyWeights;
import org.wattsplit.testbed.family.NetworkFamilies;
import org.wattsplit.testbed.family.NetworkFamily;
import org.wattsplit.testbed.family.PictureAccuracy;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.network.OnnxBackend;
import org.wattsplit.testbed.pictures.LabelledPicture;
import org.wattsplit.testbed.pictures.Pictures;
import org.wattsplit.testbed.profile.ProfileCloud;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.profile.ProfileTargets;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;

/** What is profiled: one network, or the members of a family. */
final class ProfileSubject implements AutoCloseable {
    /** Unseen pictures that accuracies are measured on. */
    static final int PICTURES = 10_000;

    private final @Nullable NetworkFamily family;
    private final Map<String, Member> members;
    private final Map<Map<String, String>, Double> accuracies = new HashMap<>();

    /** A network that is opened; of a family with its values. */
    private record Member(Map<String, String> values, Network network, SplitModel model) {
        /** The number of a family's cut among this network's. */
        int cut(NetworkFamily family, int cut) {
            return family.cut(values, model.cuts(), cut).orElseThrow();
        }
    }

    private ProfileSubject(@Nullable NetworkFamily family, Map<String, Member> members) {
        this.family = family;
        this.members = members;
    }

    /** Opens what a plan names. */
    static ProfileSubject open(ProfilePlan plan) {
        ProfilePlan.NetworkChoice of = plan.network();
        Map<String, Member> members = new LinkedHashMap<>();
        if (!isFamily(of)) {
            InputException.require(
                    of.batch() == 1, "the batch of " + of.name() + ", which is no family", "1", of.batch());
            Network network = network(of, plan.seed());
            members.put(of.name(), new Member(Map.of(), network, network.open()));
            return new ProfileSubject(null, members);
        }
        NetworkFamily family = NetworkFamilies.of(of.name());
        FamilyWeights weights = FamilyWeights.bundled(of.name());
        for (Map<String, String> values : family.variants()) {
            String name = family.memberName(values);
            Network network = Network.ofFile(name, NetworkFiles.member(weights, values, of.batch()));
            members.put(name, new Member(values, network, network.open()));
        }
        return new ProfileSubject(family, members);
    }

    private static boolean isFamily(ProfilePlan.NetworkChoice of) {
        return of.file() == null
                && of.backend().equals(OnnxBackend.NAME)
                && NetworkFamilies.names().contains(of.name());
    }

    private static Network network(ProfilePlan.NetworkChoice of, long seed) {
        @Nullable Path file = of.file();
        return switch (of.backend()) {
            case OnnxBackend.NAME ->
                Network.ofFile(
                        of.name(), file == null ? NetworkFiles.built(of.name(), of.width(), of.pixels(), seed) : file);
            case Dl4jBackend.NAME -> {
                if (file != null || of.width() != 1) {
                    throw InputException.of(
                            "a network of backend dl4j",
                            "without a file and at width 1",
                            file == null ? of.width() : file);
                }
                yield Dl4jBackend.network(of.name(), of.pixels());
            }
            default ->
                throw InputException.unknown("a backend", of.backend(), List.of(OnnxBackend.NAME, Dl4jBackend.NAME));
        };
    }

    /** What runs it. */
    String backend() {
        return largest().network().backend();
    }

    /** All its networks. */
    List<Network> networks() {
        return members.values().stream().map(Member::network).toList();
    }

    /** The network; of a family the last member, which is the largest. */
    private Member largest() {
        List<Member> all = List.copyOf(members.values());
        return all.get(all.size() - 1);
    }

    /** The shape of what a request asks about. */
    Shape inputShape() {
        return model().inputShape();
    }

    private SplitModel model() {
        return largest().model();
    }

    /** The cuts by their numbers in {@code split_layer}; of a family those of its largest member. */
    List<CutPoint> cuts() {
        if (family == null) {
            return model().cuts();
        }
        NetworkFamily of = family;
        return IntStream.rangeClosed(0, of.lastCut())
                .mapToObj(cut -> {
                    CutPoint one = model().cuts().get(largest().cut(of, cut));
                    return new CutPoint(
                            cut,
                            one.tensor(),
                            one.shape(),
                            one.headFlops(),
                            one.tailFlops(),
                            one.headParameters(),
                            one.tailParameters());
                })
                .toList();
    }

    /** Its configurations. */
    ConfigurationSpace space(ProfilePlan plan, List<Knob> hardware) {
        List<Integer> layers = layers(plan.splitLayers());
        return ProfileSpace.of(
                plan.network().name(),
                layers,
                family == null
                        ? new ProfileSpace.Members(List.of(), List.of())
                        : new ProfileSpace.Members(family.knobs(), constraints(family, layers)),
                hardware,
                plan.codecs());
    }

    private List<Integer> layers(@Nullable List<Integer> chosen) {
        int last = cuts().size() - 1;
        if (chosen == null) {
            return IntStream.rangeClosed(0, last).boxed().toList();
        }
        chosen.forEach(layer -> {
            if (layer < 0 || layer > last) {
                throw InputException.of("the split layers", "between 0 and " + last, layer);
            }
        });
        return IntStream.concat(IntStream.of(0, last), chosen.stream().mapToInt(layer -> layer))
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }

    /** The family's constraints, of the cuts that there are. */
    private static List<Constraint> constraints(NetworkFamily family, List<Integer> layers) {
        List<Constraint> all = new ArrayList<>();
        for (Constraint one : family.constraints()) {
            Map<String, List<String>> then = new LinkedHashMap<>(one.then());
            then.computeIfPresent(
                    Knob.SPLIT_LAYER,
                    (knob, values) -> values.stream()
                            .filter(value -> layers.contains(Integer.valueOf(value)))
                            .toList());
            all.add(new Constraint(one.reason(), one.when(), then));
        }
        return all;
    }

    /** What runs its configurations, once accuracies are measured. */
    ProfileTargets targets(ProfileCloud where, EdgeDevice device) {
        Map<String, SplitRunner> runners = new LinkedHashMap<>();
        members.forEach((name, member) ->
                runners.put(name, SplitRunner.of(member.model(), where.tails(member.model()), device)));
        NetworkFamily of = family;
        if (of == null) {
            return ProfileTargets.of(List.copyOf(runners.values()).get(0));
        }
        return new ProfileTargets() {
            @Override
            public List<SplitRunner> runners() {
                return List.copyOf(runners.values());
            }

            @Override
            public Target of(Configuration configuration) {
                Member member = member(of, configuration);
                int cut = member.cut(of, Integer.parseInt(configuration.value(Knob.SPLIT_LAYER)));
                return new Target(
                        Objects.requireNonNull(runners.get(member.network().name())), cut);
            }

            @Override
            public OptionalDouble accuracy(Configuration configuration) {
                return OptionalDouble.of(Objects.requireNonNull(accuracies.get(key(of, configuration))));
            }
        };
    }

    private Member member(NetworkFamily of, Configuration configuration) {
        return Objects.requireNonNull(members.get(of.memberName(values(of, configuration))));
    }

    private static Map<String, String> values(NetworkFamily of, Configuration configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        of.knobs().forEach(knob -> values.put(knob.name(), configuration.value(knob.name())));
        return values;
    }

    /** What an accuracy depends on: no hardware does. */
    private static Map<String, String> key(NetworkFamily of, Configuration configuration) {
        Map<String, String> key = values(of, configuration);
        key.put(Knob.SPLIT_LAYER, configuration.value(Knob.SPLIT_LAYER));
        key.put(ProfileSpace.CODEC, configuration.value(ProfileSpace.CODEC));
        return key;
    }

    /** Measures the accuracy of all members, cuts and codecs of a family; of another network nobody knows what is right. */
    void measureAccuracies(ConfigurationSpace space, Codecs codecs, JobContext context) {
        NetworkFamily of = family;
        if (of == null) {
            return;
        }
        Map<Map<String, String>, List<Configuration>> byCut = new LinkedHashMap<>();
        space.stream().forEach(one -> {
            if (!accuracies.containsKey(key(of, one))) {
                Map<String, String> cut = key(of, one);
                cut.remove(ProfileSpace.CODEC);
                byCut.computeIfAbsent(cut, key -> new ArrayList<>()).add(one);
                accuracies.put(key(of, one), Double.NaN);
            }
        });
        List<LabelledPicture> pictures = Pictures.unseen(PICTURES);
        try (Progress progress = context.display().begin("accuracies", byCut.size())) {
            int done = 0;
            for (List<Configuration> same : byCut.values()) {
                Member member = member(of, same.get(0));
                int cut = member.cut(of, Integer.parseInt(same.get(0).value(Knob.SPLIT_LAYER)));
                List<Codec> all = same.stream()
                        .map(one -> codecs.get(one.value(ProfileSpace.CODEC)))
                        .toList();
                List<PictureAccuracy> measured = PictureAccuracy.of(member.model(), cut, all, pictures);
                for (int i = 0; i < measured.size(); i++) {
                    accuracies.put(key(of, same.get(i)), measured.get(i).share());
                }
                progress.reached(++done);
            }
        }
    }

    @Override
    public void close() {
        members.values().forEach(member -> member.model().close());
    }
}
