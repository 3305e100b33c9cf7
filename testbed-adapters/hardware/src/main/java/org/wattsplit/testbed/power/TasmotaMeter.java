package org.wattsplit.testbed.power;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A plug with the firmware Tasmota: {@code ENERGY.Power} of its sensors. Its counter isn't read: one step of {@code Total}
 * is 3600 J, unless the plug was set to more digits, of which 5 are still 36 J.
 */
final class TasmotaMeter extends TimedMeter {
    private static final String SENSORS = "Status 10";
    private static final String STATE = "Status 11";

    private final MeterSpec.Tasmota spec;
    private final Plug plug;

    /** @throws MeterException when the plug doesn't tell a power */
    TasmotaMeter(MeterSpec.Tasmota spec, Duration timeout, LongSupplier nanoTime) {
        super(MeterInfo.ofPower("tasmota", spec.covers(), spec.resolutionW(), spec.periodMs()), nanoTime);
        this.spec = spec;
        this.plug = new Plug("tasmota", PlugLogin.NONE, secretQuery(spec), timeout);
        read();
    }

    /** The plug takes user and password as parameters of the query only. */
    private static String secretQuery(MeterSpec.Tasmota spec) {
        return spec.passwordFile() == null
                ? ""
                : "&user=" + encoded(spec.user()) + "&password="
                        + encoded(Password.fromFile(spec.passwordFile()).secret());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    double value(long beginNanos) {
        String name = "StatusSNS.ENERGY.Power of " + url(SENSORS);
        JsonNode power = status(SENSORS).path("StatusSNS").path("ENERGY").path("Power");
        double watts = Figures.watts(name, power.isArray() ? power.path(spec.channel() - 1) : ofAll(name, power));
        if (watts == 0) {
            requireOn();
        }
        return watts;
    }

    /** One power is that of the whole plug, which is the first channel's only where there are no others. */
    private JsonNode ofAll(String name, JsonNode power) {
        if (spec.channel() > 1) {
            throw Figures.expected(name, "one of each channel, as channel is " + spec.channel(), power);
        }
        return power;
    }

    /** A meter without a relay says nothing of one. */
    private void requireOn() {
        JsonNode state = status(STATE).path("StatusSTS");
        String field = state.has("POWER") ? "POWER" : "POWER" + spec.channel();
        JsonNode on = state.path(field);
        if (!on.isMissingNode() && !on.asText().equals("ON")) {
            throw Plug.off(field + " of " + url(STATE), "ON", on);
        }
    }

    private JsonNode status(String command) {
        JsonNode status = plug.ask(url(command));
        // Asked for a password, older ones say so with the status of success.
        if (status.has("WARNING")) {
            throw Plug.refused(url(command), "without a warning", status.path("WARNING"));
        }
        return status;
    }

    private String url(String command) {
        return spec.url() + "/cm?cmnd=" + encoded(command);
    }
}
