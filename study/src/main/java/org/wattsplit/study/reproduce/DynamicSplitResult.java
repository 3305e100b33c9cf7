package org.wattsplit.study.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.wattsplit.framework.compare.ComparisonResult;
import org.wattsplit.framework.report.ComparisonText;
import org.wattsplit.framework.report.TextTable;

/**
 * Dynamic Split Computing recomputed.
 *
 * @param networks natural bottlenecks of built networks
 * @param cutsByRate the fastest cut at each rate of the link, from the lowest rate
 * @param bottlenecks the split layers of the data's network that are natural bottlenecks
 * @param staticSplit the configuration that cost least on the traces to train on
 * @param comparison agents on the traces to test on
 * @param labels what the agents of the comparison are
 */
public record DynamicSplitResult(
        List<NetworkBottlenecks> networks,
        List<CutAtRate> cutsByRate,
        List<Integer> bottlenecks,
        String staticSplit,
        ComparisonResult comparison,
        Map<String, String> labels) {
    public DynamicSplitResult {
        networks = List.copyOf(networks);
        cutsByRate = List.copyOf(cutsByRate);
        bottlenecks = List.copyOf(bottlenecks);
        labels = Map.copyOf(labels);
    }

    /** It as tables for people. */
    public String text() {
        TextTable shapes = new TextTable("natural bottlenecks", "elements / input, from shapes", "ours");
        networks.forEach(one -> shapes.row(one.network(), ratios(one.expected()), ratios(one.ours())));
        TextTable cuts = new TextTable("Mbit/s", "fastest cut", "KiB sent", "latency, ms");
        cutsByRate.forEach(one -> cuts.row(
                String.format(Locale.ROOT, "%.0f", one.mbps()),
                String.valueOf(one.cut()),
                String.format(Locale.ROOT, "%.1f", one.bytes() / 1024),
                String.format(Locale.ROOT, "%.1f", one.latencyMs())));
        String line = System.lineSeparator();
        return shapes.leftAligned() + line + cuts + line + "bottlenecks of VGG16 as the device cuts it: " + bottlenecks
                + "; static-split is " + staticSplit + line + ComparisonText.of(comparison);
    }

    private static String ratios(List<Double> ratios) {
        return ratios.stream()
                .map(ratio -> String.format(Locale.ROOT, "%.3f", ratio))
                .collect(Collectors.joining(" "));
    }

    /**
     * A network's natural bottlenecks, as ratios of elements to those of the input.
     *
     * @param network its name
     * @param expected what follows from the published shapes
     * @param ours what the cuts of the built network give
     */
    public record NetworkBottlenecks(String network, List<Double> expected, List<Double> ours) {
        public NetworkBottlenecks {
            expected = List.copyOf(expected);
            ours = List.copyOf(ours);
        }
    }

    /**
     * The fastest configuration at a rate.
     *
     * @param mbps the rate in Mbit/s
     * @param cut its split layer
     * @param bytes what it sends
     * @param latencyMs its latency
     */
    public record CutAtRate(double mbps, int cut, double bytes, double latencyMs) {}
}
