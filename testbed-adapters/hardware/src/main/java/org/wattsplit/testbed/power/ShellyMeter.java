package org.wattsplit.testbed.power;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A Shelly plug: {@code power} of a meter of the first generation; {@code apower} of a switch of a later one or, where it has
 * none, of a meter without a switch, as a PM Mini is. Its counters aren't read: one step of them is 3.6 J or 60 J.
 */
final class ShellyMeter extends TimedMeter {
    private final MeterSpec.Shelly spec;
    private final Plug plug;
    private final String url;
    /** Whether the answer of {@link #url} is that of a switch, too. */
    private final boolean switches;

    /** @throws MeterException when the plug doesn't tell a power */
    ShellyMeter(MeterSpec.Shelly spec, Duration timeout, LongSupplier nanoTime) {
        this(spec, timeout, ShellyMeter::clientNonce, nanoTime);
    }

    ShellyMeter(MeterSpec.Shelly spec, Duration timeout, Supplier<String> clientNonces, LongSupplier nanoTime) {
        super(MeterInfo.ofPower("shelly", spec.covers(), spec.isFirst() ? 0.01 : 0.1, spec.periodMs()), nanoTime);
        this.spec = spec;
        this.plug = new Plug("shelly", login(spec, clientNonces), "", timeout);
        String ofSwitch = spec.url() + "/rpc/Switch.GetStatus?id=" + spec.channel();
        this.switches = !spec.isFirst() && plug.find(ofSwitch).isPresent();
        this.url = switches ? ofSwitch : spec.url() + ofMeter(spec);
        read();
    }

    /** What nobody can guess, and no result follows from. */
    private static String clientNonce() {
        return UUID.randomUUID().toString();
    }

    private static PlugLogin login(MeterSpec.Shelly spec, Supplier<String> clientNonces) {
        if (spec.passwordFile() == null) {
            return PlugLogin.NONE;
        }
        Password password = Password.fromFile(spec.passwordFile());
        return spec.isFirst()
                ? PlugLogin.basic(spec.user(), password)
                : new DigestLogin(spec.user(), password, clientNonces);
    }

    private static String ofMeter(MeterSpec.Shelly spec) {
        return (spec.isFirst() ? "/meter/" : "/rpc/PM1.GetStatus?id=") + spec.channel();
    }

    @Override
    double value(long beginNanos) {
        JsonNode status = plug.ask(url);
        return spec.isFirst() ? first(status) : later(status);
    }

    private double first(JsonNode status) {
        if (!status.path("is_valid").asBoolean()) {
            throw Figures.expected("is_valid of " + url, "true", status.path("is_valid"));
        }
        double watts = Figures.watts("power of " + url, status.path("power"));
        if (watts == 0) {
            // Its meter doesn't say whether the relay beside it is on.
            String relay = spec.url() + "/relay/" + spec.channel();
            requireOn("ison of " + relay, plug.ask(relay).path("ison"));
        }
        return watts;
    }

    private double later(JsonNode status) {
        JsonNode errors = status.path("errors");
        if (!errors.isMissingNode() && !errors.isNull() && !(errors.isArray() && errors.isEmpty())) {
            throw Figures.expected("errors of " + url, "none", errors);
        }
        if (switches) {
            requireOn("output of " + url, status.path("output"));
        }
        return Figures.watts("apower of " + url, status.path("apower"));
    }

    private static void requireOn(String name, JsonNode on) {
        if (!(on.isBoolean() && on.asBoolean())) {
            throw Plug.off(name, "true", on.isMissingNode() ? "none" : on);
        }
    }
}
