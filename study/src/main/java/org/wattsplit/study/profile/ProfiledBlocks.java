package org.wattsplit.study.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.SideTable;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.dataset.MeasurementTable;
import org.wattsplit.framework.dataset.Quantity;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.pareto.Evaluated;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.power.BlockMean;
import org.wattsplit.testbed.profile.BlockLine;
import org.wattsplit.testbed.profile.BlockLog;
import org.wattsplit.testbed.profile.ProfileInfo;

/** What the blocks of a profile say beside its rows: how well energies are known, and what the device draws when it waits. */
final class ProfiledBlocks {
    private static final String FILE = "blocks.csv";

    private ProfiledBlocks() {}

    /**
     * The table of rows.
     *
     * @param bytes bytes that a configuration sends
     * @param measured whether blocks were measured until energies were known; then rows say how well they are
     */
    static MeasurementTable table(
            ConfigurationSpace space,
            List<Measurement> rows,
            ToLongFunction<Configuration> bytes,
            BlockLog blocks,
            boolean measured) {
        List<Measurement> all = new ArrayList<>();
        Map<Configuration, Integer> seen = new HashMap<>();
        Map<Configuration, Integer> perVisit = new HashMap<>();
        rows.forEach(row -> perVisit.merge(row.configuration(), 1, Integer::sum));
        // A single block tells no error, and rows of a table know the same.
        boolean spread =
                perVisit.keySet().stream().allMatch(one -> blocks.of(one).size() > 1);
        for (Measurement row : rows) {
            Configuration one = row.configuration();
            Map<Quantity, Double> quantities = new EnumMap<>(Quantity.class);
            quantities.put(Quantity.TRANSFER_BYTES, (double) bytes.applyAsLong(one));
            if (measured) {
                List<BlockLine> own = blocks.of(one);
                int inferences = Objects.requireNonNull(perVisit.get(one)) / own.size();
                BlockLine block = own.get((seen.merge(one, 1, Integer::sum) - 1) / inferences);
                if (spread) {
                    quantities.put(Quantity.EDGE_ENERGY_SE_J, mean(own).standardError());
                }
                quantities.put(Quantity.BLOCK_REQUESTS, (double) block.requests());
                quantities.put(Quantity.BLOCK_READINGS, (double) block.readings());
                quantities.put(
                        Quantity.WAIT_POWER_W,
                        blocks.quiet(space.setting(one.settingIndex())).orElseThrow());
            }
            all.add(new Measurement(one, row.outcome(), quantities));
        }
        return MeasurementTable.of(space, all);
    }

    private static BlockMean mean(List<BlockLine> blocks) {
        return BlockMean.of(blocks.stream().map(BlockLine::joulesPerRequest).toList());
    }

    /** The mean power of the quiet times of all hardware settings that were measured; empty where there were none. */
    static OptionalDouble idleWatts(MeasurementTable table, BlockLog blocks) {
        return settings(table)
                .mapToObj(setting -> blocks.quiet(table.space().setting(setting)))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    private static IntStream settings(MeasurementTable table) {
        return table.means().stream()
                .map(Evaluated::configuration)
                .mapToInt(Configuration::settingIndex)
                .distinct();
    }

    /** How well energies are known; null where they are a model's. */
    static ProfileInfo.@Nullable Blocks info(
            MeasurementTable table, BlockLog blocks, Duration least, ProfilePlan.@Nullable Bench bench) {
        if (bench == null) {
            return null;
        }
        List<List<BlockLine>> each = table.means().stream()
                .map(one -> blocks.of(one.configuration()))
                .toList();
        List<BlockMean> means = each.stream().map(ProfiledBlocks::mean).toList();
        List<BlockMean> told = means.stream().filter(mean -> mean.blocks() > 1).toList();
        return new ProfileInfo.Blocks(
                each.stream().mapToInt(List::size).sum(),
                least.toNanos() / 1e9,
                bench.precision(),
                (int) means.stream()
                        .filter(mean -> mean.within(bench.precision()))
                        .count(),
                told.isEmpty()
                        ? null
                        : told.stream()
                                .mapToDouble(mean -> mean.halfWidth() / mean.mean())
                                .max()
                                .orElseThrow(),
                drift(each.stream()
                        .filter(lines -> lines.size() > 1)
                        .mapToDouble(lines ->
                                last(lines).joulesPerRequest() / lines.get(0).joulesPerRequest() - 1)),
                drift(settings(table)
                        .mapToObj(setting -> blocks.quietTimes(table.space().setting(setting)))
                        .filter(lines -> lines.size() > 1 && lines.get(0).quietW() > 0)
                        .mapToDouble(
                                lines -> last(lines).quietW() / lines.get(0).quietW() - 1)));
    }

    private static BlockLine last(List<BlockLine> lines) {
        return lines.get(lines.size() - 1);
    }

    private static @Nullable Double drift(DoubleStream shares) {
        double[] all = shares.toArray();
        return all.length == 0 ? null : Median.withDefaults().evaluate(all);
    }

    /**
     * Writes all blocks and quiet times in the order of their measurement, beside the table.
     *
     * @param measured as for {@link #table}; otherwise a file of a profile before goes
     */
    static void write(Path folder, ConfigurationSpace space, BlockLog blocks, boolean measured) {
        if (!measured) {
            try {
                Files.deleteIfExists(folder.resolve(FILE));
            } catch (IOException e) {
                throw Failures.of("remove " + folder.resolve(FILE), e);
            }
            return;
        }
        List<String> knobs = space.knobs().stream().map(Knob::name).toList();
        List<String> columns = new ArrayList<>(List.of("round", "kind"));
        columns.addAll(knobs);
        columns.addAll(List.of(
                "began_ms", "requests", "readings", "seconds", "pause_seconds", "joules_per_request", "quiet_w"));
        List<List<Object>> rows = new ArrayList<>();
        for (BlockLine line : blocks.lines()) {
            boolean quiet = line.quiet();
            List<Object> cells = new ArrayList<>(List.of(line.round(), quiet ? "quiet" : "block"));
            knobs.forEach(knob -> cells.add(line.values().getOrDefault(knob, "")));
            cells.addAll(List.of(
                    line.beganMillis(),
                    quiet ? "" : line.requests(),
                    line.readings(),
                    line.seconds(),
                    line.pauseSeconds(),
                    quiet ? "" : line.joulesPerRequest(),
                    line.quietW()));
            rows.add(cells);
        }
        SideTable.write(folder.resolve(FILE), columns, rows);
    }
}
