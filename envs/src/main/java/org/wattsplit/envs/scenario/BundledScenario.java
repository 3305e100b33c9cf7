package org.wattsplit.envs.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.testbed.TestbedFactory;

/** The scenarios that come with the project, each a YAML file beside this class that is read when it is needed. */
public abstract sealed class BundledScenario implements EnvironmentProvider {
    private final String id;
    private @Nullable ScenarioFile file;

    private BundledScenario(String id) {
        this.id = id;
    }

    @Override
    public final String name() {
        return id;
    }

    @Override
    public final Scenario scenario() {
        return file().scenario();
    }

    @Override
    public final Environment create(TestbedFactory testbeds, Workload workload, ActionSet actions) {
        return file().create(testbeds, workload, actions);
    }

    @Override
    public final EnvironmentProvider with(Scenario other) {
        return file().with(other);
    }

    /** The file's text, comments included. */
    @Override
    public final String document() {
        String resource = id + ".yaml";
        try (InputStream in = Objects.requireNonNull(BundledScenario.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized ScenarioFile file() {
        if (file == null) {
            file = ScenarioFile.bundled(id);
        }
        return file;
    }

    /** Mean measured outcomes, changes of the hardware setting charged. */
    public static final class DynaSplit extends BundledScenario {
        public DynaSplit() {
            super("DynaSplit-v1");
        }
    }

    /** Mean measured outcomes, changes of the hardware setting free, as published. */
    public static final class DynaSplitFree extends BundledScenario {
        public DynaSplitFree() {
            super("DynaSplitFree-v1");
        }
    }

    /** A measured row drawn for each request. */
    public static final class DynaSplitSampled extends BundledScenario {
        public DynaSplitSampled() {
            super("DynaSplitSampled-v1");
        }
    }

    /** The bundled model of DynaSplit's testbed in the place of its measurements. */
    public static final class DynaSplitModel extends BundledScenario {
        public DynaSplitModel() {
            super("DynaSplitModel-v1");
        }
    }

    /** MobileNetV2 of dataset {@code loopback-vm}. */
    public static final class LoopbackMobileNetV2 extends BundledScenario {
        public LoopbackMobileNetV2() {
            super("LoopbackMobileNetV2-v1");
        }
    }

    /** VGG16 of dataset {@code loopback-vm}. */
    public static final class LoopbackVgg16 extends BundledScenario {
        public LoopbackVgg16() {
            super("LoopbackVgg16-v1");
        }
    }

    /** Dataset {@code exits}. */
    public static final class LoopbackExits extends BundledScenario {
        public LoopbackExits() {
            super("LoopbackExits-v1");
        }
    }

    /** Dataset {@code slimmable}. */
    public static final class LoopbackSlimmable extends BundledScenario {
        public LoopbackSlimmable() {
            super("LoopbackSlimmable-v1");
        }
    }

    /** A link that follows LTE traces. */
    public static final class MobileLink extends BundledScenario {
        public MobileLink() {
            super("MobileLink-v1");
        }
    }

    /** A cloud node that others load. */
    public static final class SharedCloud extends BundledScenario {
        public SharedCloud() {
            super("SharedCloud-v1");
        }
    }

    /** A device that throttles, and a queue on it. */
    public static final class HotDevice extends BundledScenario {
        public HotDevice() {
            super("HotDevice-v1");
        }
    }

    /** The same, a throttled head drawing the power of its throttled clock. */
    public static final class HotDevice2 extends BundledScenario {
        public HotDevice2() {
            super("HotDevice-v2");
        }
    }

    /** All dynamics at once. */
    public static final class Field extends BundledScenario {
        public Field() {
            super("Field-v1");
        }
    }

    /** The same, a throttled head drawing the power of its throttled clock. */
    public static final class Field2 extends BundledScenario {
        public Field2() {
            super("Field-v2");
        }
    }

    /** A fading link, a loaded device and a loaded cloud, on dataset {@code exits}. */
    public static final class CoInference extends BundledScenario {
        public CoInference() {
            super("CoInference-v2");
        }
    }

    /** The same, seen late and with errors. */
    public static final class CoInferenceLate extends BundledScenario {
        public CoInferenceLate() {
            super("CoInferenceLate-v2");
        }
    }

    /** A link that follows LTE traces, and a price of wrong answers. */
    public static final class SlimLink extends BundledScenario {
        public SlimLink() {
            super("SlimLink-v1");
        }
    }
}
