package org.wattsplit.study.reproduce;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.random.RandomStreams;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.study.job.JobContext;
import org.wattsplit.study.job.Progress;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudClientOptions;
import org.wattsplit.testbed.cloud.CloudProcess;
import org.wattsplit.testbed.cloud.CloudSecurity;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.CpuShare;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.RemoteTails;
import org.wattsplit.testbed.edge.SplitRun;
import org.wattsplit.testbed.edge.SplitRunner;
import org.wattsplit.testbed.link.LinkProxy;
import org.wattsplit.testbed.link.LinkShape;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.network.NetworkFiles;
import org.wattsplit.testbed.profile.ProfileSpace;
import org.wattsplit.testbed.split.Bottleneck;
import org.wattsplit.testbed.split.CutPoint;
import org.wattsplit.testbed.split.SplitModel;
import org.wattsplit.testbed.tensor.Shape;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Whether the cut that the formula of dynamic split computing predicts is the fastest, measured: a built network on this machine
 * and in a process beside it, through a link of a given rate. T(l; r, b) = T_head(l, b) + overhead(l, b) + 8 b D(l) / r + T_tail(l,
 * b) is predicted from times without a limit of the rate, among the natural bottlenecks, all remote and all local; then the cuts
 * are measured at each rate. Tensors are sent with a byte an element, so that bytes stand in the ratio of elements.
 */
public final class MeasuredCuts {
    /** Batch sizes. */
    public static final List<Integer> BATCHES = List.of(1, 4, 16);

    /** Rates in Mbit/s. */
    public static final List<Double> RATES = List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0);

    /** Cuts that are predicted to take more than so many times the least are not measured at that rate. */
    private static final double FAR = 2;

    /** Heads that stay loaded: more than any network has cuts to look at. */
    private static final int HALVES = 16;

    private static final String CODEC = "int8";
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final MeasuredCutsPlan plan;
    private final JobContext context;
    private final List<Integer> cuts;
    private final Codec codec;
    private final Map<Integer, Tensor> inputs = new LinkedHashMap<>();

    private MeasuredCuts(MeasuredCutsPlan plan, JobContext context, SplitModel model) {
        this.plan = plan;
        this.context = context;
        int last = model.cuts().size() - 1;
        cuts = Stream.of(
                        Stream.of(0),
                        Bottleneck.of(model.cuts()).stream()
                                .map(Bottleneck::cut)
                                .map(CutPoint::index),
                        Stream.of(last))
                .flatMap(numbers -> numbers)
                .toList();
        codec = Codecs.of(context.registry()).get(CODEC);
        for (int batch : BATCHES) {
            long[] sizes = model.inputShape().toArray();
            sizes[0] = batch;
            inputs.put(
                    batch,
                    Tensor.drawn(
                            Shape.of(sizes),
                            new SplittableRandom(RandomStreams.of(1).seed("input " + batch))));
        }
    }

    /** Measures it. */
    public static MeasuredCutsResult run(MeasuredCutsPlan plan, JobContext context) {
        Network network = Network.ofFile(plan.network(), NetworkFiles.built(plan.network(), 1, plan.pixels(), 1));
        try (SplitModel model = network.open(HALVES);
                CloudProcess cloud = CloudProcess.start(List.of("--model", network.toString()));
                LinkProxy link = LinkProxy.to(
                        new InetSocketAddress(cloud.host(), cloud.port()), LinkShape.NONE, LinkShape.NONE);
                EdgeDevice device = EdgeDevice.of(plan.share() < 1 ? List.of(CpuShare.ofThisProcess()) : List.of());
                SplitRunner runner = SplitRunner.of(
                        model,
                        RemoteTails.of(
                                CloudClient.of(CloudClientOptions.of("127.0.0.1", link.port(), CloudSecurity.LOOPBACK)),
                                model),
                        device)) {
            MeasuredCuts measured = new MeasuredCuts(plan, context, model);
            measured.slowDown(device);
            return measured.run(runner, link);
        }
    }

    private void slowDown(EdgeDevice device) {
        if (plan.share() < 1) {
            ConfigurationSpace space = ProfileSpace.of(
                    plan.network(),
                    List.of(0, 1),
                    List.of(new Knob(CpuShare.NAME, Knob.Kind.NUMERIC, List.of(String.valueOf(plan.share())), true)),
                    List.of(CODEC));
            device.apply(space.setting(0));
        }
    }

    /** A cut with a batch. */
    private record Point(int cut, int batch) {}

    private MeasuredCutsResult run(SplitRunner runner, LinkProxy link) {
        Map<Point, List<SplitRun>> free = new LinkedHashMap<>();
        cuts.forEach(runner::load);
        int total = plan.rounds() + 1;
        try (Progress progress = context.display().begin("measuring without a limit", total)) {
            for (int round = 0; round < total; round++) {
                for (int batch : BATCHES) {
                    for (int cut : shuffled(cuts, round)) {
                        SplitRun run = runner.run(input(batch), cut, codec, DEADLINE);
                        if (round > 0) {
                            free.computeIfAbsent(new Point(cut, batch), key -> new ArrayList<>())
                                    .add(run);
                        }
                    }
                }
                progress.reached(round + 1);
            }
        }
        List<MeasuredCutsResult.AtRate> points = new ArrayList<>();
        try (Progress progress = context.display().begin("measuring by rate", (long) RATES.size() * BATCHES.size())) {
            for (double rate : RATES) {
                link.set(new LinkShape(rate, 0), LinkShape.NONE);
                for (int batch : BATCHES) {
                    points.add(at(rate, batch, free, runner));
                    progress.reached(points.size());
                }
            }
        }
        return new MeasuredCutsResult(plan.network(), plan.pixels(), plan.share(), cuts, points);
    }

    private Tensor input(int batch) {
        return Objects.requireNonNull(inputs.get(batch));
    }

    private static List<Integer> shuffled(List<Integer> cuts, int round) {
        List<Integer> order = new ArrayList<>(cuts);
        Collections.rotate(order, round);
        return order;
    }

    private MeasuredCutsResult.AtRate at(double rate, int batch, Map<Point, List<SplitRun>> free, SplitRunner runner) {
        Map<Integer, Double> predicted = new LinkedHashMap<>();
        for (int cut : cuts) {
            List<SplitRun> runs = free.getOrDefault(new Point(cut, batch), List.of());
            double wire = 8 * runs.get(0).bytesSent() / (1000 * rate);
            predicted.put(cut, median(runs.stream().map(SplitRun::totalMillis).toList()) + wire);
        }
        int chosen = least(predicted);
        double best = Objects.requireNonNull(predicted.get(chosen));
        List<Integer> near = cuts.stream()
                .filter(cut -> predicted.getOrDefault(cut, 0.0) <= FAR * best)
                .toList();
        Map<Integer, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round <= plan.rounds(); round++) {
            for (int cut : shuffled(near, round)) {
                double millis = runner.run(input(batch), cut, codec, DEADLINE).totalMillis();
                if (round > 0) {
                    times.computeIfAbsent(cut, key -> new ArrayList<>()).add(millis);
                }
            }
        }
        Map<Integer, Double> measured = new LinkedHashMap<>();
        times.forEach((cut, millis) -> measured.put(cut, median(millis)));
        int fastest = least(measured);
        return new MeasuredCutsResult.AtRate(
                rate,
                batch,
                chosen,
                best,
                Objects.requireNonNull(measured.get(chosen)),
                fastest,
                Objects.requireNonNull(measured.get(fastest)),
                near.size());
    }

    private static int least(Map<Integer, Double> millis) {
        return millis.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static double median(List<Double> values) {
        InputException.require(!values.isEmpty(), "the times", "at least one", "none");
        return Median.withDefaults()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
