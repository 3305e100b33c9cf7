package org.wattsplit.testbed.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.pictures.Glyphs;

/**
 * A small convolutional network with three exits, as BranchyNet (Teerapittayanon et al., ICPR 2016): knob {@code exit}. An
 * early exit is a small branch behind an early stage.
 */
public final class ExitFamily implements NetworkFamily {
    /** The knob. */
    public static final String EXIT = "exit";

    private static final int EXITS = 3;
    private static final List<String> STAGES = List.of("stage1", "stage2", "stage3");

    @Override
    public String name() {
        return "exits";
    }

    @Override
    public String description() {
        return "three exits behind three stages of convolutions";
    }

    @Override
    public List<Knob> knobs() {
        return List.of(new Knob(EXIT, Knob.Kind.NUMERIC, List.of("1", "2", "3"), false));
    }

    @Override
    public int lastCut() {
        return STAGES.size() + 1;
    }

    @Override
    public List<Constraint> constraints() {
        List<Constraint> all = new ArrayList<>();
        for (int exit = 1; exit < EXITS; exit++) {
            List<String> cuts = new ArrayList<>();
            for (int cut = 0; cut <= exit; cut++) {
                cuts.add(String.valueOf(cut));
            }
            cuts.add(String.valueOf(lastCut()));
            all.add(new Constraint(
                    "exit " + exit + " leaves before the stages behind it",
                    Map.of(EXIT, List.of(String.valueOf(exit))),
                    Map.of(Knob.SPLIT_LAYER, cuts)));
        }
        return all;
    }

    @Override
    public Chain chain(Map<String, String> values) {
        int exit = Integer.parseInt(completed(values).get(EXIT));
        List<Layer> layers = new ArrayList<>();
        layers.add(conv("stage1", 1, 16, 2));
        if (exit == 1) {
            layers.add(conv("exit1.conv", 16, 16, 2));
            layers.add(new Layer.MaxPool("exit1.pool"));
            layers.add(new Layer.Dense("exit1.dense", 4 * 4 * 16, Glyphs.COUNT));
            return new Chain(layers, STAGES.subList(0, 1));
        }
        layers.add(conv("stage2", 16, 32, 2));
        if (exit == 2) {
            layers.add(conv("exit2.conv", 32, 32, 2));
            layers.add(new Layer.Dense("exit2.dense", 4 * 4 * 32, Glyphs.COUNT));
            return new Chain(layers, STAGES.subList(0, 2));
        }
        layers.add(conv("stage3.conv1", 32, 48, 1));
        layers.add(conv("stage3.conv2", 48, 48, 1));
        layers.add(conv("stage3", 48, 48, 2));
        layers.add(new Layer.Dense("exit3.dense", 4 * 4 * 48, Glyphs.COUNT));
        return new Chain(layers, STAGES);
    }

    private static Layer conv(String name, int inputs, int outputs, int stride) {
        return new Layer.Conv(name, name, inputs, outputs, stride);
    }
}
