package org.wattsplit.testbed.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wattsplit.testbed.cloud.CloudClient;
import org.wattsplit.testbed.cloud.CloudProcess;
import org.wattsplit.testbed.edge.LocalTails;
import org.wattsplit.testbed.edge.RemoteTails;
import org.wattsplit.testbed.edge.TailRunner;
import org.wattsplit.testbed.network.Network;
import org.wattsplit.testbed.split.SplitModel;

/** Where the tails of a profile run: in this process, in another one of this machine, or at a server. */
public final class ProfileCloud implements AutoCloseable {
    /** The place in this process. */
    public static final String IN_PROCESS = "in-process";

    /** The place in another process of this machine. */
    public static final String LOOPBACK = "loopback";

    private static final int PINGS = 21;

    private final @Nullable CloudProcess process;
    private final @Nullable CloudClient client;
    /** Networks by name whose tails run in this process; none elsewhere. */
    private final Map<String, SplitModel> own;

    private ProfileCloud(@Nullable CloudProcess process, @Nullable CloudClient client, Map<String, SplitModel> own) {
        this.process = process;
        this.client = client;
        this.own = own;
    }

    /**
     * Opens a place.
     *
     * @param place {@value #IN_PROCESS}, {@value #LOOPBACK}, or {@code HOST:PORT} of a server, which says its energy itself
     * @param networks the networks whose tails run there
     * @param clients makes the client of a {@code HOST:PORT}
     * @param idleWatts power of the idle node in the model of the energy of {@value #LOOPBACK}
     * @param coreWatts power of a busy core beyond that
     */
    public static ProfileCloud open(
            String place,
            List<Network> networks,
            Function<String, CloudClient> clients,
            double idleWatts,
            double coreWatts) {
        if (place.equals(IN_PROCESS)) {
            Map<String, SplitModel> own = new LinkedHashMap<>();
            networks.forEach(network -> own.put(network.name(), network.open()));
            return new ProfileCloud(null, null, own);
        }
        if (!place.equals(LOOPBACK)) {
            return new ProfileCloud(null, clients.apply(place), Map.of());
        }
        List<String> options =
                new ArrayList<>(List.of("--idle-w", String.valueOf(idleWatts), "--core-w", String.valueOf(coreWatts)));
        networks.forEach(network -> options.addAll(List.of("--model", network.toString())));
        CloudProcess process = CloudProcess.start(options);
        CloudClient client;
        try {
            client = clients.apply(process.host() + ":" + process.port());
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        return new ProfileCloud(process, client, Map.of());
    }

    /** What runs the tails of a network that is split. */
    public TailRunner tails(SplitModel split) {
        if (client != null) {
            return RemoteTails.of(client, split);
        }
        // Their processor time is this process's, and in the edge's energy already.
        return LocalTails.of(Objects.requireNonNull(own.get(split.name())), null);
    }

    /** What a profile says of it, its round trip measured now. */
    public ProfileInfo.Cloud info() {
        if (client == null) {
            return new ProfileInfo.Cloud(IN_PROCESS, null, null);
        }
        return new ProfileInfo.Cloud(
                process == null ? "remote" : LOOPBACK,
                client.server().name() + " " + client.server().version(),
                client.roundTrip(PINGS).medianMillis());
    }

    /** Whether it is a server elsewhere, whose answers say their energy, of whatever that covers. */
    public boolean saysItsEnergyItself() {
        return client != null && process == null;
    }

    /** The median time of a call that carries nothing; empty in this process, where nothing is called. */
    public Optional<Double> roundTripMillis() {
        return client == null
                ? Optional.empty()
                : Optional.of(client.roundTrip(PINGS).medianMillis());
    }

    @Override
    public void close() {
        own.values().forEach(SplitModel::close);
        if (client != null) {
            client.close();
        }
        if (process != null) {
            process.close();
        }
    }
}
