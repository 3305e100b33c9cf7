package org.wattsplit.envs.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.wattsplit.envs.scheduling.SchedulingEnvironment;
import org.wattsplit.framework.dataset.Workload;
import org.wattsplit.framework.env.ActionSet;
import org.wattsplit.framework.env.Environment;
import org.wattsplit.framework.env.EnvironmentProvider;
import org.wattsplit.framework.env.Scenario;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.framework.testbed.DynamicsPart;
import org.wattsplit.framework.testbed.TestbedFactory;

/**
 * A scenario as a YAML file.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param scenario the scenario
 */
public record ScenarioFile(String format, int version, Scenario scenario) implements EnvironmentProvider {
    static final String FORMAT = "scenario";
    static final int VERSION = 1;

    /** Its readers. */
    public static final Format<ScenarioFile> FILE = Format.of(FORMAT, VERSION, ScenarioFile.class);

    /** Reads a user's file, whose dynamics may have parts of the kinds of the class path. */
    public static ScenarioFile read(Path path) {
        return read(path, Registry.installed());
    }

    /** Reads a user's file, whose dynamics may have parts of the kinds of a registry. */
    public static ScenarioFile read(Path path, Registry registry) {
        return FILE.with(
                        DynamicsPart.class,
                        registry.of("a part of the dynamics", DynamicsPart.Kind.class)
                                .all()
                                .values())
                .readYaml(path);
    }

    /** The file of a scenario. */
    public static ScenarioFile of(Scenario scenario) {
        return new ScenarioFile(FORMAT, VERSION, scenario);
    }

    /** Replaces a file with this. */
    public void write(Path path) {
        Documents.writeYaml(path, this);
    }

    /** Reads a bundled one. */
    static ScenarioFile bundled(String id) {
        String resource = id + ".yaml";
        try (InputStream in = Objects.requireNonNull(ScenarioFile.class.getResourceAsStream(resource), resource)) {
            return FILE.readYaml(in, resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ScenarioFile with(Scenario other) {
        return new ScenarioFile(format, version, other);
    }

    @Override
    public String document() {
        return Documents.toYaml(this);
    }

    @Override
    public Environment create(TestbedFactory testbeds, Workload workload, ActionSet actions) {
        return new SchedulingEnvironment(testbeds, workload, actions, scenario.weights(), scenario.arrivals());
    }
}
