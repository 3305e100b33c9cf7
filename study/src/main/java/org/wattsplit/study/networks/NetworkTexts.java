package org.wattsplit.study.networks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import org.wattsplit.framework.report.FigureTable;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.study.networks.HalvesResult.Halves;
import org.wattsplit.testbed.split.Bottleneck;
import org.wattsplit.testbed.split.CutPoint;

/** What is known of networks, as text for people. */
public final class NetworkTexts {
    private static final double MEGA = 1e6;

    private NetworkTexts() {}

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Every cut with what lies on each side. */
    public static String cuts(List<CutPoint> cuts) {
        TextTable table = new TextTable(
                "cut", "shape", "KiB", "head MFLOP", "tail MFLOP", "head parameters", "tail parameters", "tensor");
        for (CutPoint cut : cuts) {
            table.row(
                    String.valueOf(cut.index()),
                    cut.shape().toString(),
                    format("%.1f", cut.bytes() / 1024.0),
                    format("%.1f", cut.headFlops() / MEGA),
                    format("%.1f", cut.tailFlops() / MEGA),
                    format("%,d", cut.headParameters()),
                    format("%,d", cut.tailParameters()),
                    cut.tensor());
        }
        return table.toString();
    }

    /** Natural bottlenecks with their ratios. */
    public static String bottlenecks(List<Bottleneck> found) {
        TextTable table = new TextTable("cut", "shape", "KiB", "elements / input", "bytes / 8-bit picture", "tensor");
        for (Bottleneck one : found) {
            table.row(
                    String.valueOf(one.cut().index()),
                    one.cut().shape().toString(),
                    format("%.1f", one.cut().bytes() / 1024.0),
                    format("%.4f", one.elementsOfInput()),
                    format("%.4f", one.bytesOfPicture()),
                    one.cut().tensor());
        }
        return found.isEmpty() ? "no cut is smaller than the input" + System.lineSeparator() : table.toString();
    }

    /** Halves at every cut against the whole. */
    public static String halves(HalvesResult result) {
        UnitScale times = Units.MILLIS.of(result.cuts().stream()
                .flatMapToDouble(one -> DoubleStream.of(one.wholeMs(), one.headMs(), one.tailMs()))
                .toArray());
        TextTable table = new FigureTable<>(result.cuts())
                .words("cut", one -> String.valueOf(one.cut()))
                .words("difference", one -> format("%.2g", one.difference()))
                .numbers("whole", times, Halves::wholeMs)
                .numbers("head", times, Halves::headMs)
                .numbers("tail", times, Halves::tailMs)
                .words("head + tail / whole", one -> format("%.3f", one.ratio()))
                .words("tensor", Halves::tensor)
                .table();
        double[] ratios = result.cuts().stream().mapToDouble(Halves::ratio).toArray();
        double most =
                result.cuts().stream().mapToDouble(Halves::difference).max().orElseThrow();
        return table
                + format(
                        "largest output %.3g; halves differ by at most %.2g; head + tail / whole: median %.3f, at most"
                                + " %.3f%n",
                        result.largestOutput(),
                        most,
                        Median.withDefaults().evaluate(ratios),
                        Arrays.stream(ratios).max().orElseThrow());
    }

    /**
     * What codecs send and how far the output moves.
     *
     * @param inputsAre what the inputs are
     */
    public static String codecs(CodecsResult result, String inputsAre) {
        TextTable table = new TextTable(
                "cut",
                "codec",
                "bytes",
                "of float32",
                "encode ms",
                "decode ms",
                "largest error",
                "mean error",
                "accuracy",
                "tensor");
        for (CodecsResult.Coded one : result.coded()) {
            table.row(
                    String.valueOf(one.cut()),
                    one.codec(),
                    format("%,d", one.bytes()),
                    format("%.3f", one.ratio()),
                    format("%.3f", one.encodeMs()),
                    format("%.3f", one.decodeMs()),
                    format("%.2g", one.largestError()),
                    format("%.2g", one.meanError()),
                    one.accuracy() == null ? "-" : format("%.3f", one.accuracy()),
                    one.tensor());
        }
        return table + result.network() + ", " + result.inputs() + " " + inputsAre + ", on "
                + result.producer().cpu() + System.lineSeparator();
    }

    /** How well the members of a trained family read pictures. */
    public static String trained(NetworkTrainResult result) {
        List<String> knobs = List.copyOf(result.members().get(0).knobs().keySet());
        boolean separate = result.members().stream().anyMatch(member -> member.separate() != null);
        List<String> heads = new ArrayList<>(knobs);
        heads.addAll(List.of("accuracy", "standard error"));
        if (separate) {
            heads.add("trained for itself");
        }
        TextTable table = new TextTable(heads.toArray(String[]::new));
        for (NetworkTrainResult.Member member : result.members()) {
            List<String> row = new ArrayList<>(member.knobs().values());
            row.add(format("%.4f", member.accuracy()));
            row.add(format("%.4f", member.standardError()));
            if (separate) {
                row.add(member.separate() == null ? "-" : format("%.4f", member.separate()));
            }
            table.row(row.toArray(String[]::new));
        }
        return table
                + format(
                        "%s, %,d steps of seed %d, on %,d unseen pictures%n",
                        result.family(), result.steps(), result.seed(), result.pictures())
                + sent(result, knobs);
    }

    /** The accuracies of members that are cut. */
    private static String sent(NetworkTrainResult result, List<String> knobs) {
        List<String> codecs = result.members().get(0).sent().stream()
                .map(NetworkTrainResult.Sent::codec)
                .distinct()
                .toList();
        List<String> heads = new ArrayList<>(knobs);
        heads.add("cut");
        heads.addAll(codecs);
        TextTable table = new TextTable(heads.toArray(String[]::new));
        for (NetworkTrainResult.Member member : result.members()) {
            Map<Integer, List<NetworkTrainResult.Sent>> cuts = member.sent().stream()
                    .collect(Collectors.groupingBy(
                            NetworkTrainResult.Sent::cut, LinkedHashMap::new, Collectors.toList()));
            cuts.forEach((cut, sent) -> {
                List<String> row = new ArrayList<>(member.knobs().values());
                row.add(String.valueOf(cut));
                sent.forEach(one -> row.add(format("%.4f", one.accuracy())));
                table.row(row.toArray(String[]::new));
            });
        }
        return format(
                        "%nthe accuracy if what crosses a cut is sent by a codec; trained with %s%n%n",
                        String.join(", ", result.codecs()))
                + table;
    }

    /** Architectures that can be built. */
    public static String architectures(List<Architecture> all) {
        TextTable table = new TextTable("architecture", "parameters", "knobs");
        for (Architecture one : all) {
            String knobs = one.knobs().entrySet().stream()
                    .map(knob -> knob.getKey() + " " + String.join(", ", knob.getValue()))
                    .collect(Collectors.joining("; "));
            table.row(one.name(), format("%,d", one.parameters()), knobs.isEmpty() ? "-" : knobs);
        }
        return table.toString();
    }

    /** What a change of the member takes, and a load. */
    public static String switches(SwitchResult result) {
        return format(
                "%s, medians of %d: a picture takes %.3f ms after the same member, %.3f ms after another one,"
                        + " and %.3f ms if its network is loaded first%n",
                result.family(), result.repeats(), result.sameMs(), result.otherMs(), result.loadMs());
    }
}
