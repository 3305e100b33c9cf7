package org.wattsplit.cli.command;

import java.nio.file.Path;
import org.wattsplit.study.job.Actions;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.ScenarioChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what agents run on: data, the Pareto set that their actions come from, and a scenario. */
final class RunOnOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--pareto", required = true, paramLabel = "FILE", description = "The Pareto set from a search.")
    private Path pareto = Path.of("");

    @Mixin
    private HeldOptions held = new HeldOptions();

    @Mixin
    private ScenarioOptions scenario = new ScenarioOptions();

    /** Opens the data. */
    Data open() {
        return data.open();
    }

    /** Reads the Pareto set, and takes of it what has the held values. */
    Actions actions(Data opened) {
        return Actions.read(pareto, opened.dataset()).holding(held.values());
    }

    ScenarioChoice scenario() {
        return scenario.choice();
    }
}
