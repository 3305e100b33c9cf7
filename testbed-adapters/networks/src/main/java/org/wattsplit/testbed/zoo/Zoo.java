package org.wattsplit.testbed.zoo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.check.InputException;

/**
 * Architectures for images, 1000 classes each, as ONNX of operator set 17 with a free batch. Their weights are drawn, so
 * that they take the time and the bytes of the trained ones and answer nothing; activations keep their size.
 *
 * <p>Batch normalisation is folded into the convolution before it, as exporters do for inference. A width scales all
 * channels, which are then rounded to a multiple of 8, or the heads of a transformer, each of which keeps 64.
 */
public final class Zoo {
    /** The pixels of an image's side that the architectures were published for. */
    public static final int PIXELS = 224;

    private static final int CLASSES = 1000;
    private static final int COLOURS = 3;

    /** What an architecture adds behind the input. */
    private interface Architecture {
        Flow build(Flow input, double width);
    }

    /**
     * An architecture with the multiple that an image's side must be.
     *
     * @param step pixels
     */
    private record Entry(int step, Architecture architecture) {}

    private static final Map<String, Entry> ENTRIES = new TreeMap<>(Map.of(
            "vgg16", new Entry(32, Zoo::vgg16),
            "resnet50", new Entry(32, Zoo::resnet50),
            "mobilenetv2", new Entry(32, Zoo::mobilenetv2),
            "vit-b16", new Entry(16, (input, width) -> vit(input, heads(12, width))),
            "vit-ti16", new Entry(16, (input, width) -> vit(input, heads(3, width)))));

    private Zoo() {}

    /** The architectures' names, sorted. */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /** An architecture as published, for images of {@value #PIXELS} pixels. */
    public static ZooModel model(String name) {
        return model(name, 1, PIXELS);
    }

    /**
     * An architecture that may be narrower and for smaller images. Nothing is drawn before it is written.
     *
     * @param width factor of the channels, above 0 to 4
     * @param pixels of an image's side, a multiple of 32 or, for transformers, of 16; at most 1024
     * @throws InputException for a name that is none
     */
    public static ZooModel model(String name, double width, int pixels) {
        Entry entry = ENTRIES.get(name);
        if (entry == null) {
            throw InputException.unknown("the architecture", name, names());
        }
        Check.that(width > 0 && width <= 4, "the width", "above 0 and at most 4", width);
        Check.that(
                pixels >= entry.step && pixels <= 1024 && pixels % entry.step == 0,
                "the image's side for " + name,
                () -> "a multiple of " + entry.step + " pixels of at most 1024",
                pixels);
        GraphBuilder graph = new GraphBuilder(name);
        graph.output(entry.architecture.build(graph.input(COLOURS, pixels), width));
        return new ZooModel(name, graph);
    }

    private static long scaled(long channels, double width) {
        return Math.max(8, 8 * Math.round(channels * width / 8));
    }

    private static long heads(int heads, double width) {
        return Math.max(1, Math.round(heads * width));
    }

    /** Simonyan and Zisserman, ICLR 2015, configuration D. */
    private static Flow vgg16(Flow input, double width) {
        Flow x = input;
        int[][] stages = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
        for (int[] stage : stages) {
            for (int channels : stage) {
                x = x.conv(scaled(channels, width), 3, 1).relu();
            }
            x = x.maxPool(2, 2, 0);
        }
        return x.flatten()
                .dense(scaled(4096, width), Flow.HE)
                .relu()
                .dense(scaled(4096, width), Flow.HE)
                .relu()
                .dense(CLASSES, Flow.LINEAR);
    }

    /** He et al., CVPR 2016, with the stride in the 3x3 convolution, as is common now. */
    private static Flow resnet50(Flow input, double width) {
        Flow x = input.in("stem")
                .convNorm(scaled(64, width), 7, 2, Flow.HE)
                .relu()
                .maxPool(3, 2, 1);
        int[] channels = {64, 128, 256, 512};
        int[] blocks = {3, 4, 6, 3};
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                x = bottleneck(
                        x.in("stage" + (stage + 1) + ".block" + (block + 1)),
                        scaled(channels[stage], width),
                        4 * scaled(channels[stage], width),
                        stride,
                        block == 0);
            }
        }
        return x.in("").globalAverage().flatten().dense(CLASSES, Flow.LINEAR);
    }

    private static Flow bottleneck(Flow x, long narrow, long wide, int stride, boolean project) {
        Flow branch = x.convNorm(narrow, 1, 1, Flow.HE)
                .relu()
                .convNorm(narrow, 3, stride, Flow.HE)
                .relu()
                .convNorm(wide, 1, 1, Flow.BRANCH);
        Flow shortcut = project ? x.convNorm(wide, 1, stride, Flow.HE) : x;
        return branch.add(shortcut).relu();
    }

    /** Sandler et al., CVPR 2018, table 2; unlike there, a width also scales the last convolution. */
    private static Flow mobilenetv2(Flow input, double width) {
        Flow x = input.in("stem").convNorm(scaled(32, width), 3, 2, Flow.HE).relu6();
        int[][] stages = { // expansion, channels, blocks, stride
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        for (int stage = 0; stage < stages.length; stage++) {
            int[] row = stages[stage];
            for (int block = 0; block < row[2]; block++) {
                x = invertedResidual(
                        x.in("stage" + (stage + 1) + ".block" + (block + 1)),
                        row[0],
                        scaled(row[1], width),
                        block == 0 ? row[3] : 1,
                        block > 0);
            }
        }
        return x.in("")
                .convNorm(scaled(1280, width), 1, 1, Flow.HE)
                .relu6()
                .globalAverage()
                .flatten()
                .dense(CLASSES, Flow.LINEAR);
    }

    private static Flow invertedResidual(Flow x, int expansion, long channels, int stride, boolean residual) {
        long hidden = expansion * x.sizes().get(0);
        Flow wide = expansion == 1 ? x : x.convNorm(hidden, 1, 1, Flow.HE).relu6();
        Flow narrow =
                wide.depthwiseNorm(3, stride).relu6().convNorm(channels, 1, 1, residual ? Flow.BRANCH : Flow.LINEAR);
        return residual ? x.add(narrow) : narrow;
    }

    /** Dosovitskiy et al., ICLR 2021, patches of 16 pixels, and of fewer heads as Touvron et al., ICML 2021. */
    private static Flow vit(Flow input, long heads) {
        long width = 64 * heads;
        Flow x = input.in("embed").patches(width, 16).classToken().positions();
        for (int block = 1; block <= 12; block++) {
            x = x.in("block" + block);
            x = x.add(x.layerNorm().attention(heads));
            x = x.add(x.layerNorm().linear(4 * width, Flow.LINEAR).gelu().linear(width, Flow.BRANCH));
        }
        return x.in("").layerNorm().first().dense(CLASSES, Flow.LINEAR);
    }
}
