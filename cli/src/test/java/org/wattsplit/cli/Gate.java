package org.wattsplit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.request.Condition;
import org.wattsplit.framework.testbed.Testbed;
import org.wattsplit.framework.testbed.TestbedProvider;
import org.wattsplit.testbed.live.LiveProvider;

/** Lets a test say how many requests of a live run may begin; none at first. Thread-safe. */
final class Gate {
    private int allowed;
    private int passed;
    private boolean waiting;
    private @Nullable Testbed testbed;

    /**
     * What a thread finds the gated testbed by.
     *
     * @param folder for what it needs
     */
    ClassLoader loader(Path folder) {
        return new Loader(this, folder);
    }

    synchronized void of(Testbed opened) {
        testbed = opened;
    }

    /** Waits until the next request may begin. */
    synchronized void pass() {
        waiting = true;
        notifyAll();
        try {
            while (passed >= allowed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        waiting = false;
        passed++;
    }

    /** Lets so many requests begin, counted from the first. */
    synchronized void allow(int requests) {
        allowed = Math.max(allowed, requests);
        notifyAll();
    }

    /** Whether the run has done all that it was allowed to, and would begin the next request. */
    synchronized boolean isAt(int requests) {
        return waiting && passed == requests;
    }

    /** Whether the guard of the testbed keeps requests from the cloud; asked while the run waits. */
    synchronized boolean guardIsOpen() {
        return testbed != null && testbed.conditions().value(Condition.CLOUD_GUARD, 0) > 0;
    }

    /** Waits for what comes sooner or later, however slow the machine is. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(3)) {
                throw new AssertionError("waited for " + what);
            }
            Thread.sleep(5);
        }
    }

    /** Names {@link GatedLiveProvider} where the class path names the live testbed's own provider. */
    static final class Loader extends ClassLoader {
        private static final String SERVICE = "META-INF/services/" + TestbedProvider.class.getName();

        private final Gate gate;

        private final Path folder;

        private Loader(Gate gate, Path folder) {
            super(Gate.class.getClassLoader());
            this.gate = gate;
            this.folder = folder;
        }

        Gate gate() {
            return gate;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            Enumeration<URL> found = super.getResources(name);
            if (!name.equals(SERVICE)) {
                return found;
            }
            List<URL> changed = new ArrayList<>();
            while (found.hasMoreElements()) {
                changed.add(changed(found.nextElement(), changed.size()));
            }
            return Collections.enumeration(changed);
        }

        private URL changed(URL services, int number) {
            try (InputStream in = services.openStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replace(LiveProvider.class.getName(), GatedLiveProvider.class.getName());
                return Files.writeString(folder.resolve("providers-" + number), text)
                        .toUri()
                        .toURL();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
