package org.wattsplit.framework.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Box;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.request.Condition;

/**
 * What a learner learned, as a file: what it fits, and its arrays. The layout is that of {@link ArrayStore}: safetensors since
 * version 2, whose {@code about} is {@link About} as JSON in {@code snake_case}. Every version is read, the newest is
 * written. The arrays are the learner's own, described where it saves them; numbers of the world in them have the units of
 * {@link org.wattsplit.framework.env.Observation} and {@link org.wattsplit.framework.env.Reward}, J and ms. In
 * {@code last.policy} of a training, more say how far that is, and how it went.
 */
public final class PolicyFile {
    /** The header's format. */
    public static final String FORMAT = "policy";

    /** The header's version. */
    public static final int VERSION = ArrayStore.VERSION;

    /** The option that names a policy's file where an agent is named: {@code ppo:policy=best.policy}. */
    public static final String OPTION = "policy";

    /** The option with which a policy goes on learning while it runs: {@code ppo:policy=best.policy:learn=true}. */
    public static final String LEARN = "learn";

    /** The name of the best policy of a training, in its seed's folder. */
    public static final String BEST = "best.policy";

    private PolicyFile() {}

    /**
     * What a policy fits.
     *
     * @param header format {@value #FORMAT}, version {@value #VERSION}, root seed of the training
     * @param learner name of the learner
     * @param options options of the learner
     * @param scenario the scenario that it was trained on
     * @param space name of the configuration space
     * @param actionSet name of the kind of action set
     * @param actions number of actions
     * @param actionsHash hash of the actions' configurations
     * @param observation names of what it observes
     * @param steps steps that it was trained for
     * @param dependsOn what the training depends on, by name: fields of the scenario, settings, and checksums; empty, the
     *     default, in policies of earlier versions, which did not say
     */
    public record About(
            FileHeader header,
            String learner,
            Map<String, String> options,
            String scenario,
            String space,
            String actionSet,
            int actions,
            String actionsHash,
            List<String> observation,
            long steps,
            @Default("{}") Map<String, String> dependsOn) {
        public About {
            dependsOn = Collections.unmodifiableMap(new TreeMap<>(dependsOn));
            options = new TreeMap<>(options);
            observation = List.copyOf(observation);
        }
    }

    /** The hash of the configurations that a learner's actions stand for. */
    public static String hash(ActionSet actions) {
        return Checksum.ofText(IntStream.range(0, actions.size())
                .mapToObj(action -> actions.configuration(action).toString())
                .toList()
                .toString());
    }

    /**
     * The file that option {@value #OPTION} names for a run of that seed: the file itself, or in a folder of trainings the
     * best policy of that seed's.
     */
    public static Path locate(String policy, long seed) {
        Path path = Path.of(policy);
        return Files.isDirectory(path) ? path.resolve("seed-" + seed).resolve(BEST) : path;
    }

    /**
     * {@link #locate} of a policy that is there.
     *
     * @throws InputException where it is not
     */
    public static Path require(String policy, long seed) {
        if (!Files.exists(Path.of(policy))) {
            throw InputException.notFound("Policy", policy).maybe("name a file, or the folder that a training wrote");
        }
        return locate(policy, seed);
    }

    /** Replaces a file with what a learner learned. */
    public static void write(Path path, About about, Learner learner) {
        ArrayStore store = new ArrayStore();
        learner.save(store);
        store.write(path, about);
    }

    /** What the policy of a file fits; an error names the file where it is none. */
    public static About about(Path path) {
        return contents(path).about();
    }

    /** All that a file of any version holds; an error names the file where it is no policy. */
    public static ArrayStore.Contents<About> contents(Path path) {
        return ArrayStore.read(path, FORMAT, About.class);
    }

    /**
     * The learner of a file, made as its options say; errors name the file and what does not fit. Where a guard's state is
     * observed and the policy was trained in a world without guards, it is not shown to it; anything else that it does not
     * know is an error.
     */
    public static Learner read(Path path, LearnerProvider provider, AgentContext context) {
        ArrayStore.Contents<About> contents = contents(path);
        About about = contents.about();
        if (!provider.name().equals(about.learner())) {
            throw misfit(path, "learner", provider.name(), about.learner())
                    .maybe("name it " + about.learner() + ":" + OPTION + "=…");
        }
        expect(path, "space", context.actions().space().name(), about.space());
        expect(path, "actions", context.actions().size(), about.actions());
        expect(path, "actions' configurations", hash(context.actions()), about.actionsHash());
        Box observation = context.observation();
        String guard = Condition.CLOUD_GUARD.column();
        int hidden =
                about.observation().contains(guard) ? -1 : observation.names().indexOf(guard);
        Box known = hidden < 0 ? observation : observation.without(hidden);
        expect(path, "observation", known.names(), about.observation());
        Learner learner = provider.create(context.withOptions(about.options()).withObservation(known));
        try {
            learner.load(contents.arrays());
        } catch (InputException e) {
            throw e.at(path.toString(), 0, 0);
        }
        return hidden < 0 ? learner : new NarrowedLearner(learner, hidden);
    }

    private static void expect(Path path, String what, Object wanted, Object given) {
        if (!wanted.equals(given)) {
            throw misfit(path, what, wanted, given)
                    .maybe("it was trained with another Pareto set, action set or scenario; its header says which");
        }
    }

    private static InputException misfit(Path path, String what, Object wanted, Object given) {
        return InputException.of("the policy's " + what, String.valueOf(wanted), given)
                .at(path.toString(), 0, 0);
    }
}
