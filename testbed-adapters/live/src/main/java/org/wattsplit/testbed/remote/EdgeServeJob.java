package org.wattsplit.testbed.remote;

import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.live.LiveProvider;

/** Has a device controlled from elsewhere as the work of a whole process. */
public final class EdgeServeJob {
    /** Kept, as a logger that nothing holds forgets its level. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private EdgeServeJob() {}

    /**
     * Serves until the process is told to end; the hardware is put back then.
     *
     * @param registry where meters, hardware knobs and codecs are looked up
     * @param told told in one line, {@code ready: HOST:PORT…}, when a controller is taken, and in one of each that comes or goes
     * @throws InputException for a plan that is not safe, and files that cannot be used
     * @throws TestbedException when the address cannot be listened on
     */
    public static void run(EdgeServePlan plan, Registry registry, Consumer<String> told) throws InterruptedException {
        // What controllers do wrong is theirs to know; gRPC would write a stack trace for each.
        GRPC.setLevel(Level.SEVERE);
        // The server closes its testbeds when the process is told to end.
        LiveProvider live = new LiveProvider(false);
        EdgeServer server = EdgeServer.start(
                new EdgeServerOptions(plan.host(), plan.port(), plan.security().open()),
                plan.network(),
                () -> Checksum.ofFile(plan.config()),
                setting -> live.testbeds(plan.config(), plan.network(), plan.space(), plan.table(), setting, registry),
                told);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "edge-stop"));
        told.accept(
                "ready: " + plan.host() + ":" + server.port() + plan.security().words() + ", network "
                        + plan.network() + ", knobs "
                        + String.join(", ", plan.space().hardwareKnobs()));
        server.awaitClosed();
    }
}
