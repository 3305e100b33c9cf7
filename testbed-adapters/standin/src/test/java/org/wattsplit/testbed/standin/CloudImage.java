package org.wattsplit.testbed.standin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.wattsplit.testbed.image.EndpointImage;

/**
 * Makes the image of the endpoint once for all tests of containers, and removes it after the last. Without a container
 * engine such tests are skipped, and a line says so; they fail where WATTSPLIT_REQUIRE_DOCKER is set, so that continuous
 * integration does not skip them.
 */
public final class CloudImage implements BeforeAllCallback {
    /** Its name. */
    public static final String NAME = "wattsplit-cloud:it";

    /** The image, while tests run. */
    private static final class Made implements AutoCloseable {
        Made() {
            EndpointImage.toEngine(NAME, System.out::println);
        }

        @Override
        public void close() {
            run(60, "docker", "image", "rm", NAME);
        }
    }

    /** Whether an engine answers, which is asked once. */
    private static final class Engine {
        static final boolean ANSWERS = run(60, "docker", "version");

        static {
            if (!ANSWERS && System.getenv("WATTSPLIT_REQUIRE_DOCKER") == null) {
                System.out.println("skipped: no container engine, so that the endpoint was not tried in a container");
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!Engine.ANSWERS && System.getenv("WATTSPLIT_REQUIRE_DOCKER") != null) {
            throw new AssertionError("no container engine answers, though WATTSPLIT_REQUIRE_DOCKER is set");
        }
        Assumptions.assumeTrue(Engine.ANSWERS, "no container engine");
        context.getRoot().getStore(Namespace.create(CloudImage.class)).computeIfAbsent(NAME, name -> new Made());
    }

    private static boolean run(int seconds, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
