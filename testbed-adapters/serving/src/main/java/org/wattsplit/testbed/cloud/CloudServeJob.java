package org.wattsplit.testbed.cloud;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;
import org.wattsplit.testbed.network.Network;

/** Hosts models behind the Open Inference Protocol as the work of a whole process. */
public final class CloudServeJob {
    /** Kept, as a logger that nothing holds forgets its level. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    private CloudServeJob() {}

    /**
     * Serves until the process is told to end, or its input ends where the plan says so. Requests under way then have the
     * plan's time to end.
     *
     * @param told told in one line, {@code ready: HOST:PORT…}, when requests are taken
     * @throws InputException for a plan that is not safe, and models that cannot be opened
     * @throws TestbedException when the address cannot be listened on
     */
    public static void run(CloudServePlan plan, Consumer<String> told) throws InterruptedException {
        // What clients do wrong is theirs to know; gRPC would write a stack trace for each.
        GRPC.setLevel(Level.SEVERE);
        ModelRepository repository = ModelRepository.of(
                plan.models().stream().map(CloudServeJob::model).toList());
        CloudServer server = CloudServer.start(plan.options(), repository);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "cloud-stop"));
        if (plan.untilInputEnds()) {
            Thread watch = new Thread(() -> closeAtEnd(server), "cloud-watch");
            watch.setDaemon(true);
            watch.start();
        }
        told.accept(ready(plan, server, repository));
        server.awaitClosed();
    }

    private static ModelRepository model(String value) {
        if (value.equals(IdentityModel.NAME)) {
            return IdentityModel.repository();
        }
        if (value.indexOf('=') < 1) {
            throw InputException.of("the model", IdentityModel.NAME + " or NAME=SOURCE", value);
        }
        Network network = Network.parse(value);
        return SplitTails.of(() -> network.open());
    }

    private static void closeAtEnd(CloudServer server) {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Input that cannot be read has ended, too.
        }
        server.close();
    }

    private static String ready(CloudServePlan plan, CloudServer server, ModelRepository repository) {
        String metrics = server.metricsPort().isPresent()
                ? ", metrics on http://127.0.0.1:" + server.metricsPort().getAsInt() + "/metrics"
                : "";
        return "ready: " + plan.host() + ":" + server.port() + plan.security().words() + ", models "
                + String.join(", ", repository.names().stream().sorted().toList()) + metrics;
    }
}
