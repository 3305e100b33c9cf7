package org.wattsplit.testbed.family;

import java.util.List;
import java.util.Map;
import org.wattsplit.framework.space.Constraint;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.testbed.pictures.Glyphs;

/**
 * A small convolutional network whose encoder has a width that can be changed, and that sends so many channels of its
 * bottleneck as are wanted, after slimmable encoders (Assine et al., 2023): knobs {@code width} and {@code channels_sent}. A
 * member takes the leading channels of each layer.
 */
public final class SlimmableFamily implements NetworkFamily {
    /** The knob of the encoder's width, as a part of all channels. */
    public static final String WIDTH = "width";

    /** The knob of the channels that are sent. */
    public static final String CHANNELS_SENT = "channels_sent";

    private static final List<String> WIDTHS = List.of("0.25", "0.5", "0.75", "1");
    private static final List<String> CHANNELS = List.of("2", "4", "8", "16");

    @Override
    public String name() {
        return "slimmable";
    }

    @Override
    public String description() {
        return "an encoder of four widths that sends 2 to 16 channels, and a decoder";
    }

    @Override
    public List<Knob> knobs() {
        return List.of(
                new Knob(WIDTH, Knob.Kind.NUMERIC, WIDTHS, false),
                new Knob(CHANNELS_SENT, Knob.Kind.NUMERIC, CHANNELS, false));
    }

    @Override
    public int lastCut() {
        return 2;
    }

    @Override
    public List<Constraint> constraints() {
        List<String> most = List.of("16");
        return List.of(
                new Constraint(
                        "the cloud runs the whole network at its full width",
                        Map.of(Knob.SPLIT_LAYER, List.of("0")),
                        Map.of(WIDTH, List.of("1"), CHANNELS_SENT, most)),
                new Constraint(
                        "where no channel is sent, none is left out",
                        Map.of(Knob.SPLIT_LAYER, List.of("2")),
                        Map.of(CHANNELS_SENT, most)));
    }

    @Override
    public Chain chain(Map<String, String> values) {
        Map<String, String> complete = completed(values);
        String width = complete.get(WIDTH);
        String channels = complete.get(CHANNELS_SENT);
        double part = Double.parseDouble(width);
        int narrow = (int) Math.round(24 * part);
        int wide = (int) Math.round(48 * part);
        int sent = Integer.parseInt(channels);
        String both = "/" + width + "/" + channels;
        List<Layer> layers = List.of(
                new Layer.Conv("encoder1", "encoder1/" + width, 1, narrow, 2),
                new Layer.Conv("encoder2", "encoder2/" + width, narrow, wide, 2),
                new Layer.Conv("encoder3", "encoder3/" + width, wide, wide, 1),
                new Layer.Project("bottleneck", wide, sent),
                new Layer.Conv("decoder1", "decoder1" + both, sent, 32, 1),
                new Layer.Conv("decoder2", "decoder2" + both, 32, 48, 2),
                new Layer.Dense("decoder3", 4 * 4 * 48, Glyphs.COUNT));
        return new Chain(layers, List.of("bottleneck"));
    }
}
