package org.wattsplit.testbed.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.HardwareSetting;
import org.wattsplit.framework.testbed.Measurer;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.cloud.CpuEnergy;
import org.wattsplit.testbed.codec.Codec;
import org.wattsplit.testbed.codec.Codecs;
import org.wattsplit.testbed.device.EdgeDevice;
import org.wattsplit.testbed.edge.SameNetwork;
import org.wattsplit.testbed.edge.SplitRun;
import org.wattsplit.testbed.edge.SplitRunner;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.power.MeanPower;
import org.wattsplit.testbed.power.MeterException;
import org.wattsplit.testbed.power.RequestBlocks;
import org.wattsplit.testbed.profile.ProfileTargets.Target;
import org.wattsplit.testbed.tensor.Tensor;

/**
 * Measures configurations of a network on the device and the cloud at hand. A visit sets the device, loads both halves, warms
 * up and runs a block of inferences; each of those asked for has its own latency parts. Energy is measured over all of the block
 * and shared out evenly, as meters are slower than inferences are. One thread at a time.
 */
public final class Profiler implements Measurer {
    /**
     * What the cloud says of a request beside its answer.
     *
     * @param time whether it says how long it took
     * @param energy where its energy figures come from; empty where it gives none
     */
    private record CloudFacts(boolean time, Optional<Provenance> energy) {
        static CloudFacts of(SplitRun run) {
            return new CloudFacts(
                    run.cloudMillis().isPresent(), run.cloudEnergy().map(CpuEnergy.Spent::provenance));
        }
    }

    private static final String PLAIN = "float32";
    /** Transfers of which the fastest counts. */
    private static final int TRANSFERS = 20;

    private final ConfigurationSpace space;
    private final ProfileTargets targets;
    private final EdgeDevice device;
    private final RequestBlocks blocks;
    private final String meter;
    private final BlockLog log;
    private final VisitPlan plan;
    private final Codecs codecs;
    private final Tensor input;
    private final DoubleConsumer switches;
    private final CloudFacts cloud;
    /** Bytes of the message by network, cut and codec: the input is always the same, so that compressed ones are, too. */
    private final Map<String, Long> bytes = new HashMap<>();

    /**
     * A profiler, once one inference whose input crosses has shown for each network that the cloud runs what runs here.
     *
     * @param space a space of {@link ProfileSpace}, whose hardware knobs the device has
     * @param targets what runs its configurations
     * @param meter the edge's
     * @param log is told of each block
     * @param random chance of the pauses between inferences
     * @param codecs those of the space
     * @param input what is inferred, always the same
     * @param switches told of each change of the device's setting, in milliseconds
     * @throws InputException when the device lacks a knob of the space, or the cloud runs another network
     */
    public Profiler(
            ConfigurationSpace space,
            ProfileTargets targets,
            EdgeDevice device,
            EnergyRecorder meter,
            BlockLog log,
            RandomGenerator random,
            VisitPlan plan,
            Codecs codecs,
            Tensor input,
            DoubleConsumer switches) {
        device.requireKnobs(space);
        this.space = space;
        this.targets = targets;
        this.device = device;
        this.meter = meter.info().name();
        this.log = log;
        blocks = new RequestBlocks(meter, plan.leastWindow(), System::nanoTime, Profiler::sleep, random);
        this.plan = plan;
        this.codecs = codecs;
        this.input = input;
        this.switches = switches;
        List<SplitRun> first =
                targets.runners().stream().map(this::requireSameNetwork).toList();
        cloud = CloudFacts.of(first.get(0));
    }

    private SplitRun requireSameNetwork(SplitRunner runner) {
        Tensor here = runner.model().whole(input);
        runner.load(0);
        SplitRun there = runner.run(input, 0, codecs.get(PLAIN), plan.deadline());
        SameNetwork.require(runner.model().name(), here, there.output());
        return there;
    }

    /**
     * Visits a configuration.
     *
     * @param times inferences of which each becomes an outcome
     * @throws TestbedException when no attempt succeeded
     */
    @Override
    public List<Outcome> measure(Configuration configuration, int before, int times) {
        for (int attempt = 1; ; attempt++) {
            try {
                return visit(configuration, before / times, times);
            } catch (TestbedException e) {
                if (attempt >= plan.attempts() || !e.retryCanHelp()) {
                    throw e;
                }
            }
        }
    }

    private static void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("edge", false, "interrupted while it waited");
        }
    }

    /** How long a block takes at least. */
    public Duration leastBlock() {
        return blocks.least();
    }

    /** Bytes of the message that crosses for a configuration, 0 where none does; where no visit has told it, a request tells it. */
    public long bytes(Configuration configuration) {
        Target target = targets.of(configuration);
        Codec codec = codec(configuration);
        return bytes.computeIfAbsent(message(target, codec), key -> {
            target.runner().load(target.cut());
            return run(target, codec).bytesSent();
        });
    }

    private Codec codec(Configuration configuration) {
        return codecs.get(configuration.value(ProfileSpace.CODEC));
    }

    private SplitRun run(Target target, Codec codec) {
        return target.runner().run(input, target.cut(), codec, plan.deadline());
    }

    private static String message(Target target, Codec codec) {
        return target.runner().model().name() + " " + target.cut() + " " + codec.name();
    }

    /**
     * The way to the cloud, from the fastest transfers of the smallest and of the largest uncompressed tensor at the last, the
     * highest, hardware setting: what more bytes take more is the rate's, and what is left without any the round trip's, unless
     * a call that carries nothing takes less. Empty where the two do not tell a rate.
     *
     * @param emptyCallMillis the median time of a call that carries nothing
     */
    public Optional<BaseLink> baseLink(double emptyCallMillis) {
        device.apply(space.setting(space.settings() - 1));
        List<Configuration> plain = space.stream()
                .filter(one -> one.value(ProfileSpace.CODEC).equals(PLAIN) && bytes(one) > 0)
                .sorted(Comparator.comparingLong(this::bytes))
                .toList();
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        Configuration least = plain.get(0);
        Configuration most = plain.get(plain.size() - 1);
        if (bytes(most) == bytes(least)) {
            return Optional.empty();
        }
        double leastMillis = fastestMillis(least);
        double perByte = (fastestMillis(most) - leastMillis) / (bytes(most) - bytes(least));
        return perByte > 0
                ? Optional.of(new BaseLink(
                        8 / (1000 * perByte),
                        Math.max(0, Math.min(emptyCallMillis, leastMillis - bytes(least) * perByte))))
                : Optional.empty();
    }

    private double fastestMillis(Configuration configuration) {
        Target target = targets.of(configuration);
        target.runner().load(target.cut());
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < plan.warmUps() + TRANSFERS; i++) {
            SplitRun run = run(target, codecs.get(PLAIN));
            fastest = i < plan.warmUps() ? fastest : Math.min(fastest, run.transferMillis());
        }
        return fastest;
    }

    /**
     * The way to the cloud without what device and protocol add.
     *
     * @param mbps its rate in megabits per second, above 0
     * @param rttMillis its round trip in milliseconds
     */
    public record BaseLink(double mbps, double rttMillis) {
        /** This link, or a faster one where transfers took less than they can over this. */
        public BaseLink asFastAs(List<Transfer> transfers) {
            double rate = mbps;
            for (Transfer one : transfers) {
                rate = Math.max(rate, one.bytes() * 8 / (1000 * one.millis()));
            }
            double rtt = rttMillis;
            for (Transfer one : transfers) {
                rtt = Math.min(rtt, one.millis() - one.bytes() * 8 / (1000 * rate));
            }
            return new BaseLink(rate, Math.max(0, rtt));
        }
    }

    /**
     * What a configuration sends.
     *
     * @param bytes the bytes
     * @param millis the mean time that it took, above 0
     */
    public record Transfer(double bytes, double millis) {}

    private List<Outcome> visit(Configuration configuration, int round, int times) {
        HardwareSetting setting = space.setting(configuration.settingIndex());
        EdgeDevice.Switch changed = device.apply(setting);
        if (changed.changed() > 0) {
            switches.accept(changed.millis());
        }
        Target target = targets.of(configuration);
        Codec codec = codec(configuration);
        target.runner().load(target.cut());
        // Tensors are memory outside the heap that only the collector gives back; left to itself it runs when there is
        // none
        // left, in the middle of a measurement and, where processor time is limited, too late.
        System.gc();
        requireUndisturbed();
        double quietW = quiet(setting, round);
        for (int i = 0; i < plan.warmUps(); i++) {
            run(target, codec);
        }
        List<SplitRun> kept = new ArrayList<>();
        double[] cloudJoules = new double[1];
        long began = System.currentTimeMillis();
        RequestBlocks.Block block = metered(() -> blocks.run(times, quietW, () -> {
            SplitRun run = run(target, codec);
            if (kept.size() < times) {
                kept.add(run);
            }
            bytes.put(message(target, codec), run.bytesSent());
            if (run.bytesSent() > 0 && !CloudFacts.of(run).equals(cloud)) {
                throw new TestbedException("cloud", true, "an answer without the figures of the first one");
            }
            cloudJoules[0] += run.cloudEnergy().map(CpuEnergy.Spent::joules).orElse(0.0);
        }));
        requireUndisturbed();
        log.add(new BlockLine(
                round,
                configuration.values(),
                began,
                block.requests(),
                block.readings(),
                block.seconds(),
                block.pauseSeconds(),
                block.joulesPerRequest(),
                quietW));
        List<Outcome> outcomes = new ArrayList<>();
        for (SplitRun run : kept) {
            outcomes.add(outcome(configuration, run, block, cloudJoules[0] / block.requests()));
        }
        return outcomes;
    }

    /** The power of a quiet time at a setting in a round, measured when it is first asked for; 0 where none is. */
    private double quiet(HardwareSetting setting, int round) {
        if (!plan.quiet()) {
            return 0;
        }
        OptionalDouble known = log.quiet(setting, round);
        if (known.isPresent()) {
            return known.getAsDouble();
        }
        long began = System.currentTimeMillis();
        MeanPower power = metered(blocks::quiet);
        requireUndisturbed();
        double seconds = (power.toNanos() - power.fromNanos()) / 1e9;
        log.add(new BlockLine(round, setting.byKnob(), began, 0, power.readings(), seconds, seconds, 0, power.watts()));
        return power.watts();
    }

    /** Nothing of what was measured at another setting, or with a clock that heat holds down, is kept. */
    private void requireUndisturbed() {
        device.verify();
        String words = device.disturbance();
        if (!words.isEmpty()) {
            throw new TestbedException("edge", true, "the device is not as it was set: " + words);
        }
    }

    private <T> T metered(Supplier<T> measurement) {
        try {
            return measurement.get();
        } catch (MeterException e) {
            throw new TestbedException("meter", true, meter + ": " + e.getMessage());
        }
    }

    private Outcome outcome(Configuration configuration, SplitRun run, RequestBlocks.Block block, double cloudJoules) {
        Outcome.Builder outcome = Outcome.builder()
                .latency(LatencyPart.EDGE, run.edgeMillis(), Provenance.MEASURED)
                .latency(LatencyPart.TRANSFER, run.transferMillis(), Provenance.MEASURED)
                .energy(EnergyPart.EDGE, block.joulesPerRequest(), block.provenance());
        if (cloud.time()) {
            outcome.latency(LatencyPart.CLOUD, run.cloudMillis().orElse(0), Provenance.MEASURED);
        }
        if (cloud.energy().isPresent()) {
            outcome.energy(EnergyPart.CLOUD_CPU, cloudJoules, cloud.energy().get());
        }
        targets.accuracy(configuration).ifPresent(share -> outcome.accuracy(share, Provenance.MEASURED));
        return outcome.build();
    }
}
