package org.wattsplit.framework.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.Agent;
import org.wattsplit.framework.agent.AgentContext;
import org.wattsplit.framework.agent.AgentProvider;
import org.wattsplit.framework.agent.DivergedException;
import org.wattsplit.framework.agent.Learner;
import org.wattsplit.framework.agent.LearnerProvider;
import org.wattsplit.framework.agent.PolicyFile;
import org.wattsplit.framework.agent.Transition;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.Reset;
import org.wattsplit.framework.env.ResetOptions;
import org.wattsplit.framework.env.Step;
import org.wattsplit.framework.experiment.Dependencies;
import org.wattsplit.framework.file.ArrayStore;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Producer;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.rollout.Rollout;

/**
 * Trains a learner in episodes of a fixed length that begin anywhere in the training requests, judges it between
 * episodes on validation requests, and keeps {@code best.policy}, {@code last.policy}, {@code curve.csv} and
 * {@code figures.csv} in a folder. An episode's chance depends on the root seed and its number only, and checkpoints are
 * taken between episodes, so a training that was cut off and resumed ends in the same files.
 */
public final class Trainer {
    private static final String LAST = "last.policy";
    private static final int TEACHER_STEPS = 4096;
    /** Values of a {@link CurvePoint}. */
    private static final int COLUMNS = 4;

    private final TrainingPlan plan;
    private final Path folder;
    private final Producer producer;
    private final @Nullable String command;
    private final RandomStreams streams;
    private final AgentContext context;
    private final Learner learner;
    private final List<CurvePoint> curve = new ArrayList<>();
    private final TrainingFigures figures;
    /** Of the actions' outcomes, and of their configurations: many actions take a while to be written out. */
    private final String outcomesHash;

    private final String actionsHash;
    private long steps;
    private long episode;
    private int withoutBetter;

    private Trainer(TrainingPlan plan, Path folder, Producer producer, @Nullable String command) {
        this.plan = plan;
        this.folder = folder;
        this.producer = producer;
        this.command = command;
        streams = RandomStreams.of(plan.seed());
        context = context(plan.options());
        try {
            learner = plan.learner().create(context);
        } catch (InputException e) {
            throw e.at("agent " + plan.learner().name(), 0, 0);
        }
        figures = new TrainingFigures(plan.actions());
        outcomesHash = Checksum.ofText(plan.actions().describe());
        actionsHash = PolicyFile.hash(plan.actions());
    }

    private AgentContext context(Map<String, String> options) {
        return plan.setup()
                .context(plan.actions(), plan.trainingRequests(), streams.stream("agent"), options, List.of());
    }

    /**
     * Trains.
     *
     * @param folder where its files go; nothing but a training to resume may be there
     * @param resume whether to go on from {@code last.policy}; begins anew where there is none
     * @param progress told the steps so far; from the calling thread
     */
    public static TrainingResult run(
            TrainingPlan plan,
            Path folder,
            Producer producer,
            @Nullable String command,
            boolean resume,
            LongConsumer progress) {
        Trainer trainer = new Trainer(plan, folder, producer, command);
        if (resume && Files.exists(folder.resolve(LAST))) {
            trainer.restore();
        }
        return trainer.train(progress);
    }

    private TrainingResult train(LongConsumer progress) {
        String stopped = "steps";
        String problem = null;
        try (Environment environment = plan.setup().environment(plan.trainingRequests(), plan.actions())) {
            if (curve.isEmpty()) {
                if (plan.teacher() != null) {
                    learner.warmStart(lesson(environment, plan.teacher()));
                }
                evaluate();
            }
            long nextEvaluation = steps + plan.evaluateEvery();
            while (steps < plan.steps()) {
                if (plan.patience() > 0 && withoutBetter >= plan.patience()) {
                    stopped = "patience";
                    break;
                }
                episode(environment);
                progress.accept(steps);
                if (steps >= nextEvaluation || steps >= plan.steps()) {
                    evaluate();
                    nextEvaluation = steps + plan.evaluateEvery();
                }
            }
        } catch (DivergedException e) {
            if (curve.isEmpty()) {
                // Nothing was judged yet, so there is nothing good to keep.
                throw e;
            }
            stopped = "diverged";
            problem = e.getMessage();
        }
        CurvePoint best = best();
        return new TrainingResult(plan.seed(), curve, best, steps, stopped, problem);
    }

    private void episode(Environment environment) {
        RandomStreams chance = RandomStreams.of(streams.seed("episode-" + episode));
        int last = plan.trainingRequests().requests().size() - plan.horizon() - 1;
        int first = chance.stream("first").nextInt(last + 1);
        Reset reset = environment.reset(chance.seed("environment"), new ResetOptions(first));
        // An exploring start: some other hardware setting than the one that every episode would begin at.
        Step start = environment.step(reset.mask().draw(chance.stream("start")));
        steps += Rollout.run(
                environment,
                new Reset(start.observation(), start.info().mask()),
                learner::explore,
                plan.horizon(),
                moment -> {
                    figures.tried(moment.action());
                    learner.observe(moment.transition());
                });
        episode++;
    }

    private List<Transition> lesson(Environment environment, String teacher) {
        Agent agent = heuristic(plan, teacher).create(context(Map.of()));
        agent.reset();
        RandomStreams chance = RandomStreams.of(streams.seed("lesson"));
        int count = Math.min(TEACHER_STEPS, plan.trainingRequests().requests().size());
        Reset reset = environment.reset(chance.seed("environment"), ResetOptions.DEFAULT);
        List<Transition> lesson = new ArrayList<>();
        Rollout.run(environment, reset, agent::act, count, moment -> {
            agent.onOutcome(moment.action(), moment.step().info().outcome());
            lesson.add(moment.transition());
        });
        return lesson;
    }

    /** Judges the learner, notes the point, keeps it where it is the best so far, and checkpoints. */
    private void evaluate() {
        figures.add(steps, learner.figures());
        CurvePoint point = judge(plan, learner, steps);
        boolean better = curve.isEmpty() || score(point) < score(best());
        withoutBetter = better ? 0 : withoutBetter + 1;
        curve.add(point);
        if (better) {
            PolicyFile.write(folder.resolve(PolicyFile.BEST), about(), learner);
        }
        checkpoint();
    }

    private CurvePoint best() {
        return curve.stream().min(Comparator.comparingDouble(this::score)).orElseThrow();
    }

    private double score(CurvePoint point) {
        return learner.score(point.costJoules(), point.missedPercent(), point.energyJoules());
    }

    /**
     * Judges another agent as a plan's learner is judged between episodes: on the same requests in the same world.
     *
     * @param agent name of an agent that is no bound
     * @return its point, after 0 steps
     */
    public static CurvePoint judge(TrainingPlan plan, String agent) {
        AgentContext context = plan.setup()
                .context(
                        plan.actions(),
                        plan.trainingRequests(),
                        RandomStreams.of(plan.seed()).stream("judged"),
                        Map.of(),
                        List.of());
        return judge(plan, heuristic(plan, agent).create(context), 0);
    }

    private static AgentProvider heuristic(TrainingPlan plan, String name) {
        AgentProvider provider =
                plan.setup().registry().of("an agent", AgentProvider.class).get(name);
        if (provider.bound() || provider instanceof LearnerProvider) {
            throw InputException.of(
                    "the agent to compare with or to learn from",
                    "one that has nothing to learn and is no bound",
                    name);
        }
        return provider;
    }

    private static CurvePoint judge(TrainingPlan plan, Agent agent, long steps) {
        Totals totals = new Totals();
        try (Environment environment = plan.validation().environment(plan.validationRequests(), plan.actions())) {
            agent.reset();
            Reset reset = environment.reset(RandomStreams.of(plan.seed()).seed("validation"), ResetOptions.DEFAULT);
            Rollout.run(environment, reset, agent::act, moment -> {
                agent.onOutcome(moment.action(), moment.step().info().outcome());
                totals.add(moment.step());
            });
        }
        return totals.point(steps);
    }

    /** What requests cost in all. */
    private static final class Totals {
        private double cost;
        private double missed;
        private double energy;
        private long count;

        void add(Step step) {
            cost -= step.reward();
            missed += step.info().reward().deadlineMiss();
            energy += step.info().reward().energyJoules();
            count++;
        }

        CurvePoint point(long steps) {
            return new CurvePoint(steps, cost / count, 100 * missed / count, energy / count);
        }
    }

    private Map<String, String> dependsOn() {
        Map<String, String> all = Dependencies.of(plan.setup());
        for (NetworkTrace trace : plan.validation().traces()) {
            all.put("validation.trace." + trace.name(), trace.checksum());
        }
        all.put("requests", plan.trainingRequests().checksum());
        all.put("validation.requests", plan.validationRequests().checksum());
        all.put("actions", outcomesHash);
        all.put("horizon", String.valueOf(plan.horizon()));
        all.put("evaluate_every", String.valueOf(plan.evaluateEvery()));
        all.put("teacher", String.valueOf(plan.teacher()));
        all.put("patience", String.valueOf(plan.patience()));
        return all;
    }

    private PolicyFile.About about() {
        String settings = plan.setup().scenario() + " "
                + plan.trainingRequests().name() + " "
                + plan.trainingRequests().requests().hashCode() + " "
                + plan.validationRequests().requests().hashCode() + " "
                + outcomesHash + " " + plan.horizon() + " " + plan.evaluateEvery()
                + " " + plan.teacher() + " " + plan.patience();
        Map<String, String> inputs = new TreeMap<>(plan.setup().inputs());
        inputs.putAll(plan.validation().inputs());
        return new PolicyFile.About(
                new FileHeader(
                        PolicyFile.FORMAT,
                        PolicyFile.VERSION,
                        plan.seed(),
                        Checksum.ofText(settings),
                        inputs,
                        command,
                        producer),
                plan.learner().name(),
                plan.options(),
                plan.setup().scenario().id(),
                plan.actions().space().name(),
                plan.actionSet().label(),
                plan.actions().size(),
                actionsHash,
                context.observation().names(),
                steps,
                dependsOn());
    }

    /** Beside the learner's: steps, episodes and judgements without a better one; and the curve, a row by point. */
    private void checkpoint() {
        ArrayStore store = new ArrayStore();
        store.put("trainer", steps, episode, withoutBetter);
        double[] points = new double[curve.size() * COLUMNS];
        for (int i = 0; i < curve.size(); i++) {
            CurvePoint point = curve.get(i);
            points[COLUMNS * i] = point.steps();
            points[COLUMNS * i + 1] = point.costJoules();
            points[COLUMNS * i + 2] = point.missedPercent();
            points[COLUMNS * i + 3] = point.energyJoules();
        }
        store.put("curve", List.of(curve.size(), COLUMNS), points);
        figures.save(store);
        learner.save(store);
        CurveFile.write(folder.resolve(CurveFile.NAME), curve);
        FigureFile.write(folder.resolve(FigureFile.NAME), figures.rows());
        // The last one: a training that is cut off before goes on from the checkpoint before, and writes all of them
        // again.
        store.write(folder.resolve(LAST), about());
    }

    private void restore() {
        Path file = folder.resolve(LAST);
        ArrayStore.Contents<PolicyFile.About> contents = PolicyFile.contents(file);
        PolicyFile.About said = contents.about();
        PolicyFile.About now = about();
        expect(file, "learner", now.learner(), said.learner());
        expect(file, "options", now.options(), new TreeMap<>(said.options()));
        expect(
                file,
                "seed",
                String.valueOf(now.header().seed()),
                String.valueOf(said.header().seed()));
        Set<String> names = new TreeSet<>(said.dependsOn().keySet());
        if (!names.isEmpty()) {
            names.addAll(now.dependsOn().keySet());
        }
        for (String name : names) {
            expect(
                    file,
                    name,
                    now.dependsOn().getOrDefault(name, "nothing"),
                    said.dependsOn().getOrDefault(name, "nothing"));
        }
        expect(file, "actions' configurations", now.actionsHash(), said.actionsHash());
        expect(file, "observation", now.observation(), said.observation());
        expect(file, "data and traces", now.header().inputs(), said.header().inputs());
        expect(
                file,
                "scenario, requests, actions' expected outcomes, horizon, evaluation, teacher and patience",
                String.valueOf(now.header().configurationHash()),
                String.valueOf(said.header().configurationHash()));
        try {
            restore(contents.arrays());
        } catch (InputException e) {
            throw e.at(file.toString(), 0, 0);
        }
    }

    private void restore(ArrayStore store) {
        long[] counts = store.longs("trainer", 3);
        steps = counts[0];
        episode = counts[1];
        withoutBetter = (int) counts[2];
        double[] points = store.doubles("curve", store.length("curve") / COLUMNS * COLUMNS);
        for (int i = 0; i < points.length; i += COLUMNS) {
            curve.add(new CurvePoint((long) points[i], points[i + 1], points[i + 2], points[i + 3]));
        }
        figures.restore(store);
        learner.load(store);
    }

    private static void expect(Path file, String what, Object wanted, Object given) {
        if (!wanted.equals(given)) {
            throw InputException.of("the training's " + what, String.valueOf(wanted), given)
                    .at(file.toString(), 0, 0)
                    .maybe("it was begun with other options");
        }
    }
}
